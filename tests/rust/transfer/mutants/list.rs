// `build.rs` includes this file.

/// One altered copy of the transfer.
struct Mutant {
    /// Its fault, which is the name of its module.
    name: &'static str,
    /// The file of `core/src/transfer/`.
    file: &'static str,
    /// The text to replace. It occurs once.
    from: &'static str,
    to: &'static str,
}

const fn mutant(name: &'static str, file: &'static str, from: &'static str, to: &'static str) -> Mutant {
    Mutant { name, file, from, to }
}

#[rustfmt::skip]
const MUTANTS: &[Mutant] = &[
    // Saves.
    mutant("no_save_before_a_request", "state.rs", "|| self.retry_after_s > 0;\n        self.unsaved = true;", "|| self.retry_after_s > 0;"),
    mutant("no_save_of_an_end", "state.rs", "self.unsaved = ending != Ending::Unknown || self.retry_after_s > 0;", "self.unsaved = false;"),
    mutant("no_save_of_a_hint", "state.rs", "self.goal = goal;\n        self.unsaved = self.retry_after_s > 0;", "self.goal = goal;"),
    mutant("saves_twice", "table.rs", "() => self.goal = Goal::Done,", "() => self.end(Ending::Unknown),"),
    mutant("sequence_does_not_grow", "machine.rs", "self.sequence = self.sequence.wrapping_add(1);", ""),
    mutant("sequence_does_not_grow_at_restore", "machine.rs", "record.sequence.wrapping_add(1)", "record.sequence"),
    mutant("older_record_wins", "record.rs", ".cast_signed() > 0", ".cast_signed() < 0"),
    // Restart.
    mutant("restart_forgets", "machine.rs", "transfer.open = true;", ""),
    mutant("restart_sends", "machine.rs", "transfer.look_up(Plan::Ask, Action::Retry, true);", "transfer.request(Goal::Send, true);"),
    mutant("restart_sends_after_a_look_up", "machine.rs", "transfer.look_up(Plan::Ask, Action::Retry, true);", "transfer.look_up(Plan::Send, Action::Report, true);"),
    mutant("restart_reuses_the_pin", "machine.rs", "self.question = Action::AskUser;", ""),
    mutant("restart_resets_pacing", "machine.rs", "transfer.strikes = record.strikes;", ""),
    mutant("restart_is_not_slow", "machine.rs", "transfer.action = Action::Wait;", ""),
    mutant("restart_drops_the_hint", "machine.rs", "transfer.retry_after_s = record.retry_after_s;", ""),
    mutant("restart_does_not_pause", "machine.rs", "transfer.look_up(Plan::Ask, Action::Retry, true);", "transfer.look_up(Plan::Ask, Action::Retry, false);"),
    mutant("other_request_is_accepted", "machine.rs", "record.fingerprint != fingerprint", "false"),
    mutant("damaged_record_is_accepted", "record.rs", "[m, x, t] == MAGIC && u32::from_le_bytes([c0, c1, c2, c3]) == crc_of(bytes)", "[m, x, t] == MAGIC && c0 | c1 | c2 | c3 != 0"),
    mutant("newer_version_is_accepted", "record.rs", "if version > VERSION {\n            return Err(RestoreError::Newer);\n        }\n        let ending = match (version, phase)", "let _ = version;\n        let ending = match (VERSION, phase)"),
    mutant("damaged_record_is_blank", "record.rs", "return Err(RestoreError::Damaged);\n        }", "return Err(RestoreError::Blank);\n        }"),
    // Settled or open.
    mutant("report_ends_though_open", "table.rs", "Action::Report | Action::Proceed if !self.open => self", "Action::Report | Action::Proceed if true => self"),
    mutant("refusal_ends_though_open", "table.rs", "| Action::UpdateApp\n                if !self.open =>", "| Action::UpdateApp\n                if true =>"),
    mutant("not_found_is_not_paid", "table.rs", "Plan::End if self.open => self.end(Ending::Unknown),", ""),
    mutant("possible_leaves_it_sure", "table.rs", "if payment != Payment::Excluded {", "if payment != payment {"),
    mutant("no_response_leaves_it_sure", "table.rs", "if may_have_arrived {\n            self.unclear", "if false {\n            self.unclear"),
    mutant("page_leaves_it_sure", "table.rs", "(PaymentOutcome::NotFromApi { action }, _) => self.unclear(action),", "(PaymentOutcome::NotFromApi { action }, _) => self.again(),"),
    mutant("excluded_settles_earlier_requests", "table.rs", "self.unsettle();\n        }\n        match action", "self.unsettle();\n        } else {\n            self.open = false;\n        }\n        match action"),
    mutant("out_of_requests_is_not_paid", "table.rs", "None if !self.open => self.end(Ending::NotPaid),", "None => self.end(Ending::NotPaid),"),
    mutant("giving_up_is_not_paid", "table.rs", "() if !self.open => self.end(Ending::NotPaid),", "() => self.end(Ending::NotPaid),"),
    mutant("expiry_settles_without_a_look_up", "machine.rs", "_ => self.expired = self.open,", "_ => self.open = false,"),
    mutant("expiry_outlives_a_request", "table.rs", "self.open = true;\n        self.expired = false;", "self.open = true;"),
    mutant("expiry_during_a_look_up", "machine.rs", "_ if self.is_exchanging() => return Err(UnexpectedStep),\n            Goal::Done", "Goal::Done"),
    mutant("amending_settles", "machine.rs", "self.fingerprint = fingerprint;\n        Ok(())", "self.fingerprint = fingerprint;\n        self.open = false;\n        Ok(())"),
    mutant("amending_is_not_recorded", "machine.rs", "self.fingerprint = fingerprint;\n        Ok(())", "let _ = fingerprint;\n        Ok(())"),
    // Responses.
    mutant("any_json_is_a_receipt", "table.rs", "(PaymentOutcome::Success, Match::None) => self.unanswered(true),", "(PaymentOutcome::Success, Match::None) => self.end(Ending::Paid),"),
    mutant("any_json_of_a_look_up_is_a_receipt", "table.rs", "(PaymentOutcome::Success, Match::None) => self.unanswered(true),", "(PaymentOutcome::Success, Match::None) if self.goal == Goal::LookUp => self.end(Ending::Paid),\n            (PaymentOutcome::Success, Match::None) => self.unanswered(true),"),
    mutant("another_s_receipt", "table.rs", "self.found(Action::AskUser, Ending::Conflict)", "self.found(Action::AskUser, Ending::Paid)"),
    mutant("conflict_is_not_paid", "table.rs", "self.found(Action::AskUser, Ending::Conflict)", "self.found(Action::AskUser, Ending::NotPaid)"),
    mutant("pending_leaves_it_sure", "table.rs", "self.unsettle();\n        match (self.goal, self.planned)", "match (self.goal, self.planned)"),
    mutant("pending_at_a_look_up_leaves_it_sure", "table.rs", "self.unsettle();\n        match (self.goal, self.planned)", "if self.goal == Goal::Send {\n            self.unsettle();\n        }\n        match (self.goal, self.planned)"),
    mutant("pending_is_paid", "table.rs", "(PaymentOutcome::Success, Match::Pending) => self.pending(),", "(PaymentOutcome::Success, Match::Pending) => self.end(Ending::Paid),"),
    mutant("unsigned_is_never_sent_again", "table.rs", "(Goal::LookUp, Plan::Send) => return self.send_by_decision(true),", ""),
    mutant("raw_404_is_the_api_s", "table.rs", "(PaymentOutcome::NotFromApi { action }, _) => self.unclear(action),", "(PaymentOutcome::NotFromApi { action: Action::Report }, _) if self.goal == Goal::LookUp => self.not_found(),\n            (PaymentOutcome::NotFromApi { action }, _) => self.unclear(action),"),
    // Pacing.
    mutant("no_pause", "state.rs", "self.resting = pause || self.retry_after_s > 0;", "self.resting = self.retry_after_s > 0;"),
    mutant("no_pause_after_a_decision", "machine.rs", "self.request(Goal::Send, true);\n            }", "self.request(Goal::Send, false);\n            }"),
    mutant("pause_does_not_grow", "state.rs", "self.strikes = self.strikes.saturating_add(1);", ""),
    mutant("decision_resets_pacing", "machine.rs", "self.budget = if self.carries_pin { PIN_BUDGET } else { BUDGET };", "self.budget = if self.carries_pin { PIN_BUDGET } else { BUDGET };\n        self.strikes = 1;"),
    mutant("decision_undercuts_a_hint", "machine.rs", "if self.is_hint_too_long() {\n            self.retry_after_s = 0;", "{\n            self.retry_after_s = 0;"),
    mutant("hint_is_ignored", "state.rs", "self.resting = pause || self.retry_after_s > 0;", "self.resting = pause;"),
    mutant("hint_is_capped", "pacing.rs", "retry_after_s.saturating_mul(1_000)", "retry_after_s.saturating_mul(1_000).min(CAP_MS)"),
    mutant("long_hint_is_slept", "state.rs", "self.retry_after_s > MAX_RETRY_AFTER_S", "false"),
    mutant("expiry_undercuts_a_long_hint", "machine.rs", "self.goal == Goal::Done && self.is_ready()", "self.goal == Goal::Done && { self.retry_after_s = 0; true }"),
    mutant("expiry_ignores_a_long_hint", "machine.rs", "self.goal == Goal::Done && self.is_ready()", "self.goal == Goal::Done && self.is_ready() && !self.is_hint_too_long()"),
    mutant("expiry_sleeps_an_unreported_hint", "machine.rs", "self.goal == Goal::Done && self.is_ready()", "self.goal == Goal::Done"),
    // Ends.
    mutant("no_limit", "table.rs", "self.budget = budget;\n", "let _ = budget;\n"),
    mutant("no_limit_of_look_ups", "table.rs", "self.budget = budget;\n", "self.budget = if sends { budget } else { 16 };\n"),
    mutant("asks_for_the_same_again", "table.rs", "LOOK_UP_ASKS >> action as u16 & 1 != 0 && self.asked & bit(action) == 0 =>", "LOOK_UP_ASKS >> action as u16 & 1 != 0 =>"),
    mutant("asks_for_two_things_in_turn", "table.rs", "self.asked |= bit(action);", "self.asked = bit(action);"),
    mutant("asks_again_after_expiry_and_refusal", "table.rs", "() if self.expired && self.goal != Goal::AskThenLookUp =>", "() if self.expired =>"),
    mutant("pin_is_repeated", "table.rs", "Some(_) if sends && self.attempts >= MAX_ATTEMPTS => {", "Some(_) if false => {"),
    mutant("decision_reuses_the_pin", "table.rs", "if self.carries_pin {\n            self.question", "if false {\n            self.question"),
    // Unexpected reports.
    mutant("saved_at_any_step", "machine.rs", "if !self.unsaved {", "if false {"),
    mutant("response_at_any_step", "machine.rs", "if !self.is_exchanging() {\n            return Err(UnexpectedStep);\n        }\n        self.retry_after_s", "self.retry_after_s"),
    mutant("decision_at_any_step", "machine.rs", "if !self.is_deciding() {\n            return Err(UnexpectedStep);\n        }\n        self.budget", "self.budget"),
    mutant("timeout_before_the_save", "machine.rs", "if self.unsaved || !self.resting {", "if !self.resting {"),
];
