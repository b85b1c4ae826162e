-- A token for people and their trainings, as there is one for all other reference data.
INSERT INTO "world_version" ("id", "token") VALUES ('people', gen_random_uuid());

CREATE FUNCTION "renew_people_version"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE "world_version" SET "token" = gen_random_uuid() WHERE "id" = 'people';
  RETURN NULL;
END $$;
CREATE TRIGGER "people_renew_world" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "people" FOR EACH STATEMENT EXECUTE FUNCTION "renew_people_version"();
CREATE TRIGGER "trainings_renew_world" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "trainings" FOR EACH STATEMENT EXECUTE FUNCTION "renew_people_version"();
ALTER TABLE "people" ENABLE ALWAYS TRIGGER "people_renew_world";
ALTER TABLE "trainings" ENABLE ALWAYS TRIGGER "trainings_renew_world";
