-- Life of a rule set: what is in force is a lookup by place and instant; drafts keep every save.
CREATE TABLE "rule_activations" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "place" TEXT NOT NULL,
  "fromAt" TIMESTAMPTZ(3),
  "toAt" TIMESTAMPTZ(3),
  "caseId" UUID,
  "byId" TEXT,
  "reason" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rule_activations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "rule_activations_name_version_idx" ON "rule_activations" ("name", "version");
ALTER TABLE "rule_activations" ADD CONSTRAINT "rule_activations_name_version_fkey" FOREIGN KEY ("name", "version")
  REFERENCES "rule_set_versions" ("name", "version") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rule_activations" ADD CONSTRAINT "rule_activations_place" CHECK ("place" ~ '^(\*|country:.+|area:.+)$');
ALTER TABLE "rule_activations" ADD CONSTRAINT "rule_activations_dates" CHECK ("toAt" >= "fromAt");
-- One version a place at a time; a range that ends where it begins never was.
ALTER TABLE "rule_activations" ADD CONSTRAINT "rule_activations_one_in_force" EXCLUDE USING gist (
  "name" WITH =, "place" WITH =, tstzrange("fromAt", "toAt", '[)') WITH &&
);

CREATE TABLE "rule_drafts" (
  "id" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "base" INTEGER,
  "authorId" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'open',
  "caseId" UUID,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "updatedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rule_drafts_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rule_drafts_state" CHECK ("state" IN ('open', 'submitted', 'published', 'discarded'))
);
CREATE INDEX "rule_drafts_name_state_idx" ON "rule_drafts" ("name", "state");
CREATE INDEX "rule_drafts_caseId_idx" ON "rule_drafts" ("caseId");

CREATE TABLE "rule_draft_revisions" (
  "draftId" UUID NOT NULL,
  "revision" INTEGER NOT NULL,
  "content" JSONB NOT NULL,
  "bytes" BYTEA NOT NULL,
  "hash" TEXT NOT NULL,
  "savedById" TEXT NOT NULL,
  "savedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rule_draft_revisions_pkey" PRIMARY KEY ("draftId", "revision")
);
CREATE INDEX "rule_draft_revisions_hash_idx" ON "rule_draft_revisions" ("hash");
ALTER TABLE "rule_draft_revisions" ADD CONSTRAINT "rule_draft_revisions_draftId_fkey" FOREIGN KEY ("draftId")
  REFERENCES "rule_drafts" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "rule_analyses" (
  "id" UUID NOT NULL,
  "hash" TEXT NOT NULL,
  "engine" TEXT NOT NULL,
  "passed" BOOLEAN NOT NULL,
  "summary" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rule_analyses_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "rule_analyses_hash_at_idx" ON "rule_analyses" ("hash", "at");

-- What was in force stays so; what had been retired keeps its dates where it has them.
INSERT INTO "rule_activations" ("id", "name", "version", "place", "fromAt", "toAt", "byId", "reason", "at")
  SELECT gen_random_uuid(), "name", "version", '*', "activeFrom", "activeTo", "publisherId", "reason", coalesce("activeFrom", "createdAt")
    FROM "rule_set_versions" WHERE "state" = 'active';
INSERT INTO "rule_activations" ("id", "name", "version", "place", "fromAt", "toAt", "byId", "reason", "at")
  SELECT gen_random_uuid(), "name", "version", '*', "activeFrom", "activeTo", "publisherId", "reason", coalesce("activeFrom", "createdAt")
    FROM "rule_set_versions" WHERE "state" = 'retired' AND "activeFrom" < "activeTo" ON CONFLICT DO NOTHING;

-- A version is text and who made it, and nothing of it moves any more.
DROP INDEX "rule_set_versions_one_active";
DROP TRIGGER "rule_set_versions_immutable" ON "rule_set_versions";
DROP FUNCTION "refuse_rule_text_change"();
ALTER TABLE "rule_set_versions" DROP COLUMN "state", DROP COLUMN "activeFrom", DROP COLUMN "activeTo",
  ADD COLUMN "base" INTEGER, ADD COLUMN "caseId" UUID;
REVOKE UPDATE ON "rule_set_versions" FROM safeconduct_worker;

-- Of an activation only the end moves, and only nearer: it is ended, or taken back before it begins.
CREATE FUNCTION "refuse_activation_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'toAt') IS DISTINCT FROM (to_jsonb(OLD) - 'toAt')
     OR NEW."toAt" IS NULL OR NEW."toAt" > coalesce(OLD."toAt", 'infinity') THEN
    RAISE EXCEPTION 'an activation can only be ended' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "rule_activations_only_end" BEFORE UPDATE OR DELETE ON "rule_activations" FOR EACH ROW EXECUTE FUNCTION "refuse_activation_change"();
ALTER TABLE "rule_activations" ENABLE ALWAYS TRIGGER "rule_activations_only_end";

-- Of a draft the set and the author stand, and it is never taken away.
CREATE FUNCTION "refuse_draft_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW."id" <> OLD."id" OR NEW."name" <> OLD."name" OR NEW."authorId" <> OLD."authorId" OR NEW."createdAt" <> OLD."createdAt" THEN
    RAISE EXCEPTION 'a draft keeps its set and its author' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "rule_drafts_keep" BEFORE UPDATE OR DELETE ON "rule_drafts" FOR EACH ROW EXECUTE FUNCTION "refuse_draft_change"();
ALTER TABLE "rule_drafts" ENABLE ALWAYS TRIGGER "rule_drafts_keep";

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['rule_set_versions', 'rule_draft_revisions', 'rule_analyses'] LOOP
    EXECUTE format('CREATE TRIGGER "%s_append_only" BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "refuse_change"()', table_name, table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER "%s_append_only"', table_name, table_name);
  END LOOP;
  FOREACH table_name IN ARRAY ARRAY['rule_set_versions', 'rule_activations', 'rule_drafts', 'rule_draft_revisions', 'rule_analyses'] LOOP
    EXECUTE format('CREATE TRIGGER "%s_no_truncate" BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()', table_name, table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER "%s_no_truncate"', table_name, table_name);
  END LOOP;
END $$;

CREATE TRIGGER "rule_activations_renew_world" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "rule_activations" FOR EACH STATEMENT EXECUTE FUNCTION "renew_world_version"();
ALTER TABLE "rule_activations" ENABLE ALWAYS TRIGGER "rule_activations_renew_world";

GRANT SELECT ON "rule_activations", "rule_drafts", "rule_draft_revisions", "rule_analyses" TO safeconduct_worker, safeconduct_api, safeconduct_reader;
GRANT INSERT ON "rule_activations", "rule_analyses" TO safeconduct_worker;
GRANT UPDATE ("toAt") ON "rule_activations" TO safeconduct_worker;
GRANT UPDATE ("state", "caseId", "updatedAt") ON "rule_drafts" TO safeconduct_worker;
GRANT INSERT ON "rule_drafts", "rule_draft_revisions" TO safeconduct_api;
GRANT UPDATE ("title", "base", "state", "caseId", "updatedAt") ON "rule_drafts" TO safeconduct_api;
