-- What is too old is looked for at every sign-in and with every draft that is kept: not among all that are kept.
CREATE INDEX "sessions_expiresAt_idx" ON "sessions"("expiresAt");
CREATE INDEX "sessions_seenAt_idx" ON "sessions"("seenAt");
CREATE INDEX "drafts_updatedAt_idx" ON "drafts"("updatedAt");
