-- What the lists and the outbox look for: each way of seeing a request, the newest first, what waits to be sent.

CREATE INDEX "cases_organizationId_idx" ON "cases"("organizationId");
CREATE INDEX "cases_openedByCaseId_idx" ON "cases"("openedByCaseId");
CREATE INDEX "cases_filedAt_id_idx" ON "cases"("filedAt", "id");
CREATE INDEX "parts_countryId_active_idx" ON "parts"("countryId", "active");
CREATE INDEX "tasks_openedFor_idx" ON "tasks" USING GIN ("openedFor");
CREATE INDEX "notices_viaId_at_idx" ON "notices"("viaId", "at");
CREATE INDEX "notices_waiting" ON "notices"("at") WHERE "sentAt" IS NULL;
