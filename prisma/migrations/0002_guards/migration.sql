-- What Prisma's schema cannot say: constraints over rows, append-only evidence, the four database roles.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SEQUENCE "case_numbers" AS bigint START 1;

-- One open task a part, authority, seat and round.
CREATE UNIQUE INDEX "tasks_one_open" ON "tasks" ("partId", "authority", "seat", "round") WHERE "state" = 'open';

-- A task is decided once; opinions beside the decision may be many.
CREATE UNIQUE INDEX "decisions_one_per_task" ON "decisions" ("taskId") WHERE "kind" = 'decision';

-- The same traveller and the same dates: one live request.
CREATE UNIQUE INDEX "cases_one_per_dates" ON "cases" ("process", "subjectId", "datesKey") WHERE "holdsDates" AND "datesKey" IS NOT NULL;

-- Sole posts: never two holders at one moment (domain 5, acting DO: no gap, no overlap).
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_dates" CHECK ("toAt" IS NULL OR "toAt" >= "fromAt");
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_sole_post" EXCLUDE USING gist (
  "role" WITH =,
  (coalesce("countryId", '')) WITH =,
  (coalesce("areaId", '')) WITH =,
  (coalesce("organizationId", '')) WITH =,
  tstzrange("fromAt", "toAt", '[)') WITH &&
) WHERE ("role" IN ('designated-official', 'acting-designated-official', 'executive-head', 'under-secretary-general', 'secretary-general'));

CREATE INDEX "stays_range" ON "stays" USING gist ("areaId", tstzrange("fromAt", "toAt", '[)'));
ALTER TABLE "stays" ADD CONSTRAINT "stays_dates" CHECK ("toAt" > "fromAt");
ALTER TABLE "stays" ADD CONSTRAINT "stays_heads" CHECK ("heads" > 0);

-- A granted part rests on the rules or on a decision, never on nothing (promise P4).
ALTER TABLE "parts" ADD CONSTRAINT "parts_granted_on_something" CHECK (
  "state" NOT IN ('cleared', 'cleared-with-conditions') OR "decisionId" IS NOT NULL OR "verdict" ->> 'outcome' = 'automatic' OR "basis" ->> 'by' = 'rule'
);
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_state" CHECK ("state" IN ('open', 'decided', 'closed'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_mode" CHECK ("mode" IN ('decide', 'advise'));
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_open_has_holder" CHECK ("state" <> 'open' OR cardinality("holders") > 0);
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_kind" CHECK ("kind" IN ('decision', 'opinion'));
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_reason" CHECK ("outcome" NOT IN ('deny', 'return', 'object') OR length("reason") > 0);

-- Evidence is only ever added.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "decisions_append_only" BEFORE UPDATE OR DELETE ON "decisions" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "decisions_no_truncate" BEFORE TRUNCATE ON "decisions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "acts_append_only" BEFORE UPDATE OR DELETE ON "acts" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "acts_no_truncate" BEFORE TRUNCATE ON "acts" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_events_no_truncate" BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
-- Personal content of an event may be erased with its salt (assurance 5); the chained bytes never change.
CREATE FUNCTION "refuse_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'salt' - 'content') IS DISTINCT FROM (to_jsonb(OLD) - 'salt' - 'content')
     OR NEW."salt" IS NOT NULL OR NEW."content" IS NOT NULL THEN
    RAISE EXCEPTION 'audit_events is append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION "refuse_event_change"();
CREATE TRIGGER "reference_changes_keep" BEFORE DELETE ON "reference_changes" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
-- A published rule-set version keeps its text; only its state and dates move.
CREATE FUNCTION "refuse_rule_text_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW."hash" <> OLD."hash" OR NEW."bytes" <> OLD."bytes" OR NEW."content" <> OLD."content"
     OR NEW."name" <> OLD."name" OR NEW."version" <> OLD."version" THEN
    RAISE EXCEPTION 'a rule-set version is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "rule_set_versions_immutable" BEFORE UPDATE OR DELETE ON "rule_set_versions" FOR EACH ROW EXECUTE FUNCTION "refuse_rule_text_change"();
CREATE UNIQUE INDEX "rule_set_versions_one_active" ON "rule_set_versions" ("name") WHERE "state" = 'active';

ALTER TABLE "decisions" ENABLE ALWAYS TRIGGER "decisions_append_only";
ALTER TABLE "decisions" ENABLE ALWAYS TRIGGER "decisions_no_truncate";
ALTER TABLE "acts" ENABLE ALWAYS TRIGGER "acts_append_only";
ALTER TABLE "acts" ENABLE ALWAYS TRIGGER "acts_no_truncate";
ALTER TABLE "audit_events" ENABLE ALWAYS TRIGGER "audit_events_append_only";
ALTER TABLE "audit_events" ENABLE ALWAYS TRIGGER "audit_events_no_truncate";
ALTER TABLE "reference_changes" ENABLE ALWAYS TRIGGER "reference_changes_keep";
ALTER TABLE "rule_set_versions" ENABLE ALWAYS TRIGGER "rule_set_versions_immutable";

-- The four roles: owner (runs this), worker, api, reader. One way to write is enforced here.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['safeconduct_worker', 'safeconduct_api', 'safeconduct_reader'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO safeconduct_worker, safeconduct_api, safeconduct_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO safeconduct_worker, safeconduct_api, safeconduct_reader;
REVOKE ALL ON "_prisma_migrations" FROM safeconduct_worker, safeconduct_api, safeconduct_reader;
REVOKE SELECT ON "sessions", "drafts" FROM safeconduct_worker, safeconduct_reader;

GRANT INSERT, UPDATE ON "cases", "parts", "tasks", "notices" TO safeconduct_worker;
GRANT INSERT, UPDATE, DELETE ON "stays" TO safeconduct_worker;
GRANT INSERT ON "decisions", "acts", "audit_events" TO safeconduct_worker;
GRANT INSERT, UPDATE ON "reference_changes", "rule_set_versions" TO safeconduct_worker;
GRANT INSERT, UPDATE, DELETE ON
  "people", "trainings", "appointments", "organizations", "countries", "areas", "assessments", "policies",
  "requirements", "activities", "acceptances", "presences", "flight_groups" TO safeconduct_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO safeconduct_worker;

GRANT INSERT, UPDATE, DELETE ON "sessions", "drafts" TO safeconduct_api;
GRANT INSERT ON "access_log" TO safeconduct_api;
GRANT USAGE ON SEQUENCE "case_numbers" TO safeconduct_api;
