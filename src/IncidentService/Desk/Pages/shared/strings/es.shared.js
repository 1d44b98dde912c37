/** @type {Record<string, string>} */
export default {
  "channel.email": "Correo",
  "channel.phone": "Teléfono",
  "channel.store": "Tienda",
  "channel.social": "Redes",
  "channel.chat": "Chat",
  "channel.web": "Web",
  "state.open": "Abierta",
  "state.resolved": "Resuelta",
  "state.closed": "Cerrada",
  "language": "Idioma",
  "loading": "Cargando…",
  "again": "Reintentar",
  "offline.title": "Sin conexión",
  "offline.text": "No se puede contactar con el servicio. Lo que ha escrito se queda aquí.",
  "offline.failed": "No se pudo contactar con el servicio. No se ha perdido nada: "
    + "envíelo de nuevo cuando vuelva la conexión; se ejecuta una sola vez.",
  "problem.title": "No ha funcionado",
  "problem.unexpected": "El servicio respondió de una forma que esta página no entiende. Inténtelo de nuevo en un momento.",
  "problem.retry": "Inténtelo de nuevo en {time}.",
  "signedOut.failed": "Su sesión ha terminado. Inicie sesión de nuevo; lo que ha escrito se queda aquí.",
};
