-- Who waits for a place under a ceiling is marked when one may have become free, until he has been judged again.
ALTER TABLE "stays" ADD COLUMN "recheck" BOOLEAN NOT NULL DEFAULT false;
