-- One token for all reference data but people: who has read the data under a token may keep it while the token stands.
CREATE TABLE "world_version" (
  "id" TEXT NOT NULL,
  "token" UUID NOT NULL,
  CONSTRAINT "world_version_pkey" PRIMARY KEY ("id")
);
INSERT INTO "world_version" ("id", "token") VALUES ('frame', gen_random_uuid());

CREATE FUNCTION "renew_world_version"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE "world_version" SET "token" = gen_random_uuid() WHERE "id" = 'frame';
  RETURN NULL;
END $$;
DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['organizations', 'countries', 'areas', 'assessments', 'policies', 'requirements',
    'activities', 'acceptances', 'appointments', 'flight_groups', 'rule_set_versions'] LOOP
    EXECUTE format('CREATE TRIGGER "%s_renew_world" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "renew_world_version"()', table_name, table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER "%s_renew_world"', table_name, table_name);
  END LOOP;
END $$;
GRANT SELECT ON "world_version" TO safeconduct_worker, safeconduct_api, safeconduct_reader;

-- Whoever watches a case hears of each change of its row when the change commits.
CREATE FUNCTION "tell_case_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('safeconduct_case', NEW."id"::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "cases_tell" AFTER INSERT OR UPDATE ON "cases" FOR EACH ROW EXECUTE FUNCTION "tell_case_change"();
