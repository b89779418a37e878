ALTER TABLE "payment_attempts" ADD COLUMN "bank_reference" text;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_bank_reference_key" ON "payment_attempts" USING btree ("bank_reference");--> statement-breakpoint
CREATE INDEX "payment_attempts_review" ON "payment_attempts" USING btree ("settled_at","id") WHERE state = 'review';--> statement-breakpoint
-- Money of another amount is owed back and settled; only what waits for a person is under review.
update payment_attempts a set state = 'late' where a.state = 'review' and exists (select 1 from refund_dues d where d.attempt_id = a.id);
