/** @type {Record<string, string>} */
export default {
  "title": "Su problema, por su número",
  "lead": "El número que le dieron vale en todas partes: por teléfono, en cualquier tienda, por correo y en el chat. Dígalo, y quien le atienda conocerá toda la historia.",
};
