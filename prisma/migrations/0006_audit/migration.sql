-- Evidence anybody can check: reads chained like events, one tree over both, checkpoints by a signer with a role of its own.

-- ---- reads have their own chains: one a case, and one a person for what is no case ----
ALTER TABLE "access_log"
  ADD COLUMN "chain" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "seq" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "bytes" BYTEA NOT NULL DEFAULT '\x',
  ADD COLUMN "previous" BYTEA,
  ADD COLUMN "hash" BYTEA NOT NULL DEFAULT '\x';

-- The server chains, whoever writes: chains are short and many, so that readers of different cases never wait for each other.
CREATE FUNCTION "chain_access"() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE last record;
BEGIN
  NEW."chain" := coalesce(NEW."caseId"::text, 'person:' || NEW."personId", 'nobody');
  PERFORM pg_advisory_xact_lock(7003, hashtext(NEW."chain"));
  SELECT "seq", "hash" INTO last FROM "access_log" WHERE "chain" = NEW."chain" ORDER BY "seq" DESC LIMIT 1;
  NEW."seq" := coalesce(last."seq", 0) + 1;
  NEW."previous" := last."hash";
  NEW."bytes" := convert_to(jsonb_build_object(
    'id', NEW."id", 'chain', NEW."chain", 'seq', NEW."seq", 'at', (extract(epoch FROM NEW."at") * 1000)::bigint,
    'person', NEW."personId", 'action', NEW."action", 'case', NEW."caseId", 'target', NEW."target",
    'outcome', NEW."outcome", 'code', NEW."code")::text, 'UTF8');
  NEW."hash" := sha256(coalesce(NEW."previous", '\x'::bytea) || NEW."bytes");
  RETURN NEW;
END $$;
CREATE TRIGGER "access_log_chain" BEFORE INSERT ON "access_log" FOR EACH ROW EXECUTE FUNCTION "chain_access"();

-- What was logged before is chained as it stands.
CREATE TEMPORARY TABLE "logged_before" ON COMMIT DROP AS
  SELECT "id", "at", "personId", "action", "caseId", "target", "outcome", "code" FROM "access_log";
DELETE FROM "access_log";
CREATE UNIQUE INDEX "access_log_chain_seq_key" ON "access_log"("chain", "seq");
INSERT INTO "access_log" ("id", "at", "personId", "action", "caseId", "target", "outcome", "code")
  SELECT * FROM "logged_before" ORDER BY "at", "id";

-- ---- the tree and its signed heads ----
CREATE TABLE "audit_leaves" (
  "origin" TEXT NOT NULL,
  "index" BIGINT NOT NULL,
  "source" TEXT NOT NULL,
  "rowId" TEXT NOT NULL,
  "chain" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "hash" BYTEA NOT NULL,
  CONSTRAINT "audit_leaves_pkey" PRIMARY KEY ("origin", "index")
);
CREATE UNIQUE INDEX "audit_leaves_origin_rowId_key" ON "audit_leaves"("origin", "rowId");
CREATE TABLE "audit_checkpoints" (
  "origin" TEXT NOT NULL,
  "size" BIGINT NOT NULL,
  "note" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "audit_checkpoints_pkey" PRIMARY KEY ("origin", "size")
);

-- ---- evidence is only ever added; what people wrote may be erased, by the owner, with a chained event that says so ----
CREATE FUNCTION "refuse_change_but_erasing"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept text := TG_ARGV[0];
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - kept) IS DISTINCT FROM (to_jsonb(OLD) - kept)
     OR coalesce(to_jsonb(NEW) -> kept, 'null') NOT IN ('null', '{}') THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "decisions_append_only" ON "decisions";
DROP TRIGGER "acts_append_only" ON "acts";
CREATE TRIGGER "decisions_append_only" BEFORE UPDATE OR DELETE ON "decisions" FOR EACH ROW EXECUTE FUNCTION "refuse_change_but_erasing"('reason');
CREATE TRIGGER "acts_append_only" BEFORE UPDATE OR DELETE ON "acts" FOR EACH ROW EXECUTE FUNCTION "refuse_change_but_erasing"('form');
ALTER TABLE "decisions" ENABLE ALWAYS TRIGGER "decisions_append_only";
ALTER TABLE "acts" ENABLE ALWAYS TRIGGER "acts_append_only";
ALTER TABLE "access_log" ENABLE ALWAYS TRIGGER "access_log_chain";
DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['access_log', 'audit_leaves', 'audit_checkpoints'] LOOP
    EXECUTE format('CREATE TRIGGER "%s_append_only" BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION "refuse_change"()', table_name, table_name);
    EXECUTE format('CREATE TRIGGER "%s_no_truncate" BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"()', table_name, table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER "%s_append_only"', table_name, table_name);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER "%s_no_truncate"', table_name, table_name);
  END LOOP;
END $$;

-- ---- the fifth role: sees hashes, never what they stand for ----
DO $$
BEGIN
  CREATE ROLE safeconduct_signer NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT USAGE ON SCHEMA public TO safeconduct_signer;
GRANT SELECT ("id", "caseId", "seq", "at", "hash") ON "audit_events" TO safeconduct_signer;
GRANT SELECT ("id", "chain", "seq", "at", "hash") ON "access_log" TO safeconduct_signer;
GRANT SELECT, INSERT ON "audit_leaves", "audit_checkpoints" TO safeconduct_signer;
GRANT SELECT ON "audit_leaves", "audit_checkpoints" TO safeconduct_worker, safeconduct_api, safeconduct_reader;
