-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "workflowId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "submitterId" TEXT NOT NULL,
    "organizationId" TEXT,
    "form" JSONB NOT NULL,
    "formBytes" BYTEA NOT NULL,
    "contentHash" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL,
    "reasons" TEXT[],
    "holdsDates" BOOLEAN NOT NULL DEFAULT true,
    "datesKey" TEXT,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "filedAt" TIMESTAMPTZ(3) NOT NULL,
    "departsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "openedByCaseId" UUID,
    "examinedSeq" BIGINT NOT NULL DEFAULT 0,
    "headSeq" INTEGER NOT NULL DEFAULT 0,
    "headHash" BYTEA,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "parts" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "areaId" TEXT,
    "countryId" TEXT,
    "content" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "arrive" TEXT,
    "depart" TEXT,
    "fromAt" TIMESTAMPTZ(3),
    "toAt" TIMESTAMPTZ(3),
    "nights" INTEGER,
    "until" TEXT,
    "heads" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL,
    "reasons" TEXT[],
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "round" INTEGER NOT NULL DEFAULT 1,
    "stage" INTEGER,
    "movedUpTo" TEXT,
    "steps" INTEGER NOT NULL DEFAULT 0,
    "facts" JSONB,
    "verdict" JSONB,
    "basis" JSONB,
    "decisionId" UUID,
    "exemption" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "stateSince" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "parts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "partId" UUID NOT NULL,
    "covers" UUID[],
    "authority" TEXT NOT NULL,
    "seat" TEXT NOT NULL DEFAULT '',
    "mode" TEXT NOT NULL,
    "stage" INTEGER NOT NULL,
    "areaId" TEXT,
    "countryId" TEXT,
    "holders" TEXT[],
    "instruments" JSONB NOT NULL,
    "openedFor" TEXT[],
    "round" INTEGER NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 0,
    "contentVersion" INTEGER NOT NULL,
    "contentHash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "closedBecause" TEXT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "remindAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "dueAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "taskId" UUID NOT NULL,
    "partIds" UUID[],
    "round" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "deciderId" TEXT NOT NULL,
    "authority" TEXT NOT NULL,
    "instrumentId" TEXT,
    "contentVersion" INTEGER NOT NULL,
    "contentHash" TEXT NOT NULL,
    "facts" JSONB,
    "verdict" JSONB,
    "ruleSetName" TEXT,
    "ruleSetVersion" INTEGER,
    "ruleSetHash" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acts" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "verb" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "form" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "acts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "personId" TEXT NOT NULL,
    "viaId" TEXT,
    "code" TEXT NOT NULL,
    "params" JSONB NOT NULL DEFAULT '{}',
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stays" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "partId" UUID NOT NULL,
    "personId" TEXT NOT NULL,
    "areaId" TEXT NOT NULL,
    "heads" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "firstDate" TEXT NOT NULL,
    "lastDate" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3) NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stays_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "bytes" BYTEA NOT NULL,
    "salt" BYTEA,
    "content" JSONB,
    "previous" BYTEA,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organizationId" TEXT,
    "category" TEXT NOT NULL,
    "baseId" TEXT,
    "supervisorId" TEXT,
    "email" TEXT,
    "reachable" BOOLEAN NOT NULL DEFAULT true,
    "spouseId" TEXT,
    "title" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "contractEnd" TEXT,
    "automaticWithdrawnUntil" TEXT,
    "absentFrom" TEXT,
    "absentTo" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "issuer" TEXT,
    "externalId" TEXT,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trainings" (
    "personId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "validTo" TEXT,

    CONSTRAINT "trainings_pkey" PRIMARY KEY ("personId","code")
);

-- CreateTable
CREATE TABLE "appointments" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "holderId" TEXT NOT NULL,
    "countryId" TEXT,
    "areaId" TEXT,
    "organizationId" TEXT,
    "from" TEXT NOT NULL,
    "end" TEXT,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3),
    "givenById" TEXT,
    "limits" JSONB NOT NULL DEFAULT '{}',
    "text" TEXT,

    CONSTRAINT "appointments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "countries" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "names" JSONB NOT NULL DEFAULT '{}',
    "zone" TEXT NOT NULL,
    "internalMultiLeg" TEXT NOT NULL DEFAULT 'each-area',
    "presence" TEXT,
    "workingWeek" TEXT[] DEFAULT ARRAY['mon', 'tue', 'wed', 'thu', 'fri']::TEXT[],

    CONSTRAINT "countries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "areas" (
    "id" TEXT NOT NULL,
    "countryId" TEXT NOT NULL,
    "parentId" TEXT,
    "name" TEXT NOT NULL,
    "zone" TEXT,
    "presentRisk" TEXT NOT NULL DEFAULT 'unknown',
    "capital" BOOLEAN NOT NULL DEFAULT false,
    "nonFamily" BOOLEAN NOT NULL DEFAULT false,
    "presence" TEXT,
    "owner" TEXT,
    "ceiling" INTEGER,
    "allowedModes" TEXT[],
    "measures" JSONB NOT NULL DEFAULT '[]',
    "claimedBy" TEXT[],
    "crisisSince" TIMESTAMPTZ(3),

    CONSTRAINT "areas_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessments" (
    "id" TEXT NOT NULL,
    "areaId" TEXT NOT NULL,
    "validTo" TEXT NOT NULL,
    "events" JSONB,

    CONSTRAINT "assessments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policies" (
    "id" UUID NOT NULL,
    "areaId" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "travelType" TEXT,
    "category" TEXT,
    "exempt" JSONB NOT NULL DEFAULT '[]',
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3),
    "seq" BIGSERIAL NOT NULL,

    CONSTRAINT "policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requirements" (
    "areaId" TEXT NOT NULL,
    "training" TEXT NOT NULL,
    "onArrival" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "requirements_pkey" PRIMARY KEY ("areaId","training")
);

-- CreateTable
CREATE TABLE "activities" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "criticality" TEXT,
    "areas" TEXT[],
    "validTo" TEXT,

    CONSTRAINT "activities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acceptances" (
    "id" UUID NOT NULL,
    "activityId" TEXT NOT NULL,
    "areaId" TEXT NOT NULL,
    "organizations" TEXT[],
    "until" TEXT NOT NULL,

    CONSTRAINT "acceptances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "presences" (
    "id" UUID NOT NULL,
    "areaId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "persons" INTEGER NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,

    CONSTRAINT "presences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flight_groups" (
    "flight" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "booked" INTEGER NOT NULL,
    "max" INTEGER,

    CONSTRAINT "flight_groups_pkey" PRIMARY KEY ("flight","date","organizationId")
);

-- CreateTable
CREATE TABLE "reference_changes" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "patch" JSONB NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "scope" JSONB NOT NULL,
    "byId" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "reference_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_set_versions" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "bytes" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "authorId" TEXT,
    "publisherId" TEXT,
    "reason" TEXT,
    "activeFrom" TIMESTAMPTZ(3),
    "activeTo" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_set_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "tokenHash" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "acr" TEXT,
    "authAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "drafts" (
    "id" UUID NOT NULL,
    "personId" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "form" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_log" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "personId" TEXT,
    "action" TEXT NOT NULL,
    "caseId" UUID,
    "target" TEXT,
    "outcome" TEXT NOT NULL,
    "code" TEXT,

    CONSTRAINT "access_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "cases_reference_key" ON "cases"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "cases_workflowId_key" ON "cases"("workflowId");

-- CreateIndex
CREATE INDEX "cases_subjectId_idx" ON "cases"("subjectId");

-- CreateIndex
CREATE INDEX "cases_submitterId_idx" ON "cases"("submitterId");

-- CreateIndex
CREATE INDEX "cases_state_filedAt_idx" ON "cases"("state", "filedAt");

-- CreateIndex
CREATE INDEX "cases_live_examinedSeq_idx" ON "cases"("live", "examinedSeq");

-- CreateIndex
CREATE INDEX "parts_caseId_idx" ON "parts"("caseId");

-- CreateIndex
CREATE INDEX "parts_areaId_active_idx" ON "parts"("areaId", "active");

-- CreateIndex
CREATE INDEX "tasks_caseId_idx" ON "tasks"("caseId");

-- CreateIndex
CREATE INDEX "tasks_partId_idx" ON "tasks"("partId");

-- CreateIndex
CREATE INDEX "tasks_holders_idx" ON "tasks" USING GIN ("holders");

-- CreateIndex
CREATE INDEX "tasks_state_dueAt_idx" ON "tasks"("state", "dueAt");

-- CreateIndex
CREATE INDEX "decisions_caseId_at_idx" ON "decisions"("caseId", "at");

-- CreateIndex
CREATE INDEX "acts_caseId_at_idx" ON "acts"("caseId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "notices_key_key" ON "notices"("key");

-- CreateIndex
CREATE INDEX "notices_personId_at_idx" ON "notices"("personId", "at");

-- CreateIndex
CREATE INDEX "notices_caseId_idx" ON "notices"("caseId");

-- CreateIndex
CREATE INDEX "stays_areaId_fromAt_toAt_idx" ON "stays"("areaId", "fromAt", "toAt");

-- CreateIndex
CREATE INDEX "stays_caseId_idx" ON "stays"("caseId");

-- CreateIndex
CREATE UNIQUE INDEX "audit_events_caseId_seq_key" ON "audit_events"("caseId", "seq");

-- CreateIndex
CREATE INDEX "people_supervisorId_idx" ON "people"("supervisorId");

-- CreateIndex
CREATE UNIQUE INDEX "people_issuer_externalId_key" ON "people"("issuer", "externalId");

-- CreateIndex
CREATE INDEX "appointments_role_countryId_idx" ON "appointments"("role", "countryId");

-- CreateIndex
CREATE INDEX "appointments_holderId_idx" ON "appointments"("holderId");

-- CreateIndex
CREATE INDEX "areas_countryId_idx" ON "areas"("countryId");

-- CreateIndex
CREATE INDEX "assessments_areaId_idx" ON "assessments"("areaId");

-- CreateIndex
CREATE INDEX "policies_areaId_idx" ON "policies"("areaId");

-- CreateIndex
CREATE INDEX "acceptances_activityId_areaId_idx" ON "acceptances"("activityId", "areaId");

-- CreateIndex
CREATE INDEX "presences_areaId_idx" ON "presences"("areaId");

-- CreateIndex
CREATE UNIQUE INDEX "reference_changes_seq_key" ON "reference_changes"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "rule_set_versions_name_version_key" ON "rule_set_versions"("name", "version");

-- CreateIndex
CREATE INDEX "sessions_personId_idx" ON "sessions"("personId");

-- CreateIndex
CREATE INDEX "drafts_personId_idx" ON "drafts"("personId");

-- CreateIndex
CREATE INDEX "access_log_caseId_at_idx" ON "access_log"("caseId", "at");

-- CreateIndex
CREATE INDEX "access_log_personId_at_idx" ON "access_log"("personId", "at");

-- AddForeignKey
ALTER TABLE "parts" ADD CONSTRAINT "parts_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_partId_fkey" FOREIGN KEY ("partId") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "tasks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acts" ADD CONSTRAINT "acts_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notices" ADD CONSTRAINT "notices_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stays" ADD CONSTRAINT "stays_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stays" ADD CONSTRAINT "stays_partId_fkey" FOREIGN KEY ("partId") REFERENCES "parts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_personId_fkey" FOREIGN KEY ("personId") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "areas" ADD CONSTRAINT "areas_countryId_fkey" FOREIGN KEY ("countryId") REFERENCES "countries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

