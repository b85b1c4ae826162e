-- A queue is what is open, whatever was decided before.
CREATE INDEX "tasks_open_holders" ON "tasks" USING GIN ("holders") WHERE "state" = 'open';
CREATE INDEX "tasks_open_due" ON "tasks" ("dueAt", "id") WHERE "state" = 'open';
