# Run once by the image, when it has made the database and its roles.
for role in migrate run; do
  psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set "password=$(cat "/run/secrets/$role.password")" <<SQL
ALTER ROLE incidents_$role PASSWORD :'password';
SQL
done
