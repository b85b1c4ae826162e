-- Conditions of a decision are typed like its reason: erasing leaves their codes and nothing else.
CREATE FUNCTION "codes_only"(conditions jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(conditions) = 'array' THEN
    (SELECT coalesce(jsonb_agg(jsonb_build_object('code', one -> 'code') ORDER BY place), '[]')
     FROM jsonb_array_elements(conditions) WITH ORDINALITY AS list (one, place)) END
$$;
CREATE OR REPLACE FUNCTION "refuse_change_but_erasing"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept text;
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  FOREACH kept IN ARRAY TG_ARGV LOOP
    IF coalesce(to_jsonb(NEW) -> kept, 'null') NOT IN ('null', '{}', coalesce("codes_only"(to_jsonb(OLD) -> kept), 'null')) THEN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
DROP TRIGGER "decisions_append_only" ON "decisions";
CREATE TRIGGER "decisions_append_only" BEFORE UPDATE OR DELETE ON "decisions" FOR EACH ROW EXECUTE FUNCTION "refuse_change_but_erasing"('reason', 'conditions');
ALTER TABLE "decisions" ENABLE ALWAYS TRIGGER "decisions_append_only";
