-- Running processes may ask which migrations stand, and nothing else of how the database came about.
CREATE FUNCTION "migrations_done"() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN (SELECT array_agg(migration_name::text) FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL);
END $$;
REVOKE ALL ON FUNCTION "migrations_done"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "migrations_done"() TO safeconduct_api, safeconduct_worker;
