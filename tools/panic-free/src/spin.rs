use core::hint::black_box;

use tillwire::spin::{
    Answer, DailyReport, EmvData, Entries, ExtData, LinkState, Receipt, Response, ResponseBuilder,
    SummaryReport, TransReport, Transaction,
};
use tillwire::{Asked, Decode, Text, Value};

use crate::Probe;

/// Reads the fields of these names, which are all that there are.
macro_rules! read {
    ($message:ident: $type:ident, $($field:ident),*) => {
        const { assert!([$(stringify!($field)),*].len() == $type::FIELDS.len(), "a field is missing") }
        $(black_box($message.$field());)*
    };
}

/// Sets the fields of these names, which are all that there are, each to the next text.
macro_rules! set {
    ($builder:ident: $type:ident, $probe:ident, $($field:ident),*) => {
        const { assert!([$(stringify!($field)),*].len() == $type::FIELDS.len(), "a field is missing") }
        let $builder = $builder$(.$field($probe.text()))*;
    };
}

fn response(probe: &mut Probe<'_>, response: &Response<'_>) {
    read! {
        response: Response,
        ref_id, register_id, tpn, trans_num, inv_num, result_code, resp_msg, message, auth_code,
        pn_ref, payment_type, voided, trans_type, serial_number, ext_data, emv_data, signature,
        ipos_token, user_choice, user_input, trans_report, token, cvm_result, receipt,
        host_response_code, host_response_message, host_specific, merchant_id, merchant_name, records,
        id, model, terminal_id, serial_no
    }
    black_box((response.outcome(), response.advice(), response.verdict()));
    for field in response.fields() {
        black_box((field.name(), field.offset(), field.field(), field.exposure()));
        black_box(response.offset_of(field.text()));
        crate::text::text(probe, field.text());
    }
    for warning in response.warnings() {
        crate::decode::warning(probe, warning);
    }
    crate::encode::encode(probe, response);
}

fn entries(entries: Entries<'_>) {
    for entry in entries {
        black_box((entry.raw(), entry.offset(), entry.key()));
        black_box(entry.value());
    }
}

fn ext_data(probe: &mut Probe<'_>, ext_data: ExtData<'_>) {
    read! {
        ext_data: ExtData,
        invoice_number, card_type, batch_number, tip, cash_back, fee, account_last4, name,
        total_amount, discount, service_fee, ebt_food_available, ebt_cash_available, entry_type,
        gift_balance, amount, due_amount, is_partial_approval, approved_amount, base_amount,
        decline_reason, response_code, retrieval_reference, trace_number, host_transaction_id,
        transaction_id, account_first4, bin, expiry, date_time, start_time, end_time,
        transaction_label, transaction_type, transaction_code, tax_city, tax_state, tax_amount,
        reduced_tax, reduced_tax_fee, tax1_label, tax2_label, reduced_tax_label, discount_label,
        fee_label, msrp_label, msrp_amount, ebt_cash_balance, tip_line, savings_message, cash_message,
        credit_message, level3_flag, is_gift_mode, is_wallet_mode, offline_pin, fallback_mode,
        network_mode, survey_question, survey_answer, wallet_method, wallet_payment_number,
        wallet_data, wallet_confirmation_id, device_id, sign_line, sign_path, profile_id, profile_name,
        pago_message, pago_confirmation_code, pago_committed_id, pago_merchant_id, custom1,
        custom1_value, custom2, custom2_value, custom3, custom3_value, service_charge, app, merchant,
        result_code, response, status, transaction_count, tip_total, total, donation,
        tax_reduced_state, ebt_food_ledger, ebt_food_begin, ebt_cash_ledger, ebt_cash_begin,
        reward_points, reward_balance, reward_issued, reward_code, reward_qr, acquirer_reference,
        process_data, reference_number, control_number, transaction_number, extra_host_data,
        avs_response, cvv_response, language, table_number, clerk, ticket_number
    }
    black_box(ext_data.find(probe.text()));
    black_box(ext_data.has_conflict());
    entries(ext_data.entries());
}

fn emv_data(probe: &mut Probe<'_>, emv_data: EmvData<'_>) {
    read! {
        emv_data: EmvData,
        application_id, application_name, verification_results, status_information, issuer_data,
        response_code
    }
    black_box(emv_data.find(probe.text()));
    entries(emv_data.entries());
}

fn receipt(probe: &mut Probe<'_>, receipt: Receipt<'_>) {
    read! { receipt: Receipt, merchant, customer }
    for copy in [receipt.merchant(), receipt.customer()].into_iter().flatten() {
        crate::text::text(probe, Receipt::decoded(copy));
    }
    entries(receipt.entries());
}

fn trans_report(probe: &mut Probe<'_>, report: TransReport<'_>) {
    summary(probe, report.summary());
    report.daily().into_iter().for_each(daily);
}

fn summary(probe: &mut Probe<'_>, summary: SummaryReport<'_>) {
    read! {
        summary: SummaryReport,
        app, sales, transaction_count, returns, voids, authorizations, captures, reversals,
        cash_advances, total_amount
    }
    black_box(summary.find(probe.text()));
    entries(summary.entries());
}

fn daily(daily: DailyReport<'_>) {
    read! { daily: DailyReport, app, transaction_count, total_amount, transactions }
    daily.transactions().for_each(listed);
}

fn listed(transaction: Transaction<'_>) {
    read! { transaction: Transaction, number, transaction_type, amount }
    entries(transaction.entries());
}

crate::probes! {
    fn probe_spin_response(probe) {
        let options = probe.options();
        match Response::decode_with(probe.bytes, &options) {
            Ok(found) => response(probe, &found),
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_spin_response_default(probe) {
        if let Ok(found) = Response::decode(probe.bytes) {
            black_box(found.verdict());
        }
    }

    fn probe_spin_response_compare(probe) {
        let options = probe.options();
        let (one, other) = (probe.text(), probe.text());
        if let (Ok(one), Ok(other)) =
            (Response::decode_with(one.as_bytes(), &options), Response::decode_with(other.as_bytes(), &options))
        {
            black_box(one == other);
        }
    }

    fn probe_spin_response_answers(probe) {
        let asked = Asked {
            reference: Some(probe.text()),
            register: Some(probe.text()),
            amount: Some(probe.number() as i64),
        };
        let options = probe.options();
        if let Ok(found) = Response::decode_with(probe.bytes, &options) {
            black_box(found.answers(&asked));
        }
    }

    fn probe_spin_response_answers_debug(probe) {
        let asked = Asked { reference: Some(probe.text()), ..Asked::default() };
        let options = probe.options();
        if let Ok(found) = Response::decode_with(probe.bytes, &options) {
            probe.debug(found.answers(&asked));
            probe.debug(found.verdict());
            probe.debug(asked);
        }
    }

    fn probe_spin_response_debug(probe) {
        let options = probe.options();
        if let Ok(found) = Response::decode_with(probe.bytes, &options) {
            probe.debug(found);
            probe.debug(found.fields());
            found.fields().for_each(|field| probe.debug(field));
            probe.debug(found.warnings());
            found.warnings().for_each(|warning| probe.debug(warning));
            probe.debug(found.ext_data());
        }
    }

    fn probe_spin_response_parts(probe) {
        let options = probe.options();
        let Ok(found) = Response::decode_with(probe.bytes, &options) else { return };
        found.ext_data().for_each(|found| ext_data(probe, found));
        found.trans_report().for_each(|found| trans_report(probe, found));
        found.emv_data().into_iter().for_each(|found| emv_data(probe, found));
        found.receipt().into_iter().for_each(|found| receipt(probe, found));
    }

    fn probe_spin_response_parts_debug(probe) {
        let options = probe.options();
        let Ok(found) = Response::decode_with(probe.bytes, &options) else { return };
        for ext_data in found.ext_data() {
            probe.debug(ext_data);
            probe.debug(ext_data.entries());
            ext_data.entries().for_each(|entry| probe.debug(entry));
        }
        for report in found.trans_report() {
            probe.debug(report);
            probe.debug(report.summary());
            if let Some(daily) = report.daily() {
                probe.debug(daily);
                daily.transactions().for_each(|transaction| probe.debug(transaction));
            }
        }
        probe.debug(found.emv_data());
        probe.debug(found.receipt());
    }

    fn probe_spin_answer(probe) {
        let options = probe.options();
        match Answer::decode_with(probe.bytes, &options) {
            Ok(answer) => _ = black_box(answer.verdict()),
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_spin_answer_debug(probe) {
        let options = probe.options();
        if let Ok(answer) = Answer::decode_with(probe.bytes, &options) {
            probe.debug(answer);
        }
        for &state in LinkState::ALL {
            black_box((state.as_str(), state.outcome(), state.advice()));
            probe.debug(state);
        }
    }

    fn probe_spin_ext_data(probe) {
        let found = ExtData::from_text(Text::from_xml(probe.text()));
        ext_data(probe, found);
    }

    fn probe_spin_emv_data(probe) {
        let found = EmvData::from_text(Text::from_xml(probe.text()));
        emv_data(probe, found);
    }

    fn probe_spin_receipt(probe) {
        let found = Receipt::from_text(Text::from_xml(probe.text()));
        receipt(probe, found);
    }

    fn probe_spin_trans_report(probe) {
        let found = TransReport::from_text(Text::from_xml(probe.text()));
        trans_report(probe, found);
    }

    fn probe_spin_response_builder(probe) {
        let extra = [(probe.text(), probe.text())];
        let builder = ResponseBuilder::new().extra(&extra);
        set! {
            builder: Response, probe,
            ref_id, register_id, tpn, trans_num, inv_num, result_code, resp_msg, message, auth_code,
            pn_ref, payment_type, voided, trans_type, serial_number, ext_data, emv_data, signature,
            ipos_token, user_choice, user_input, trans_report, token, cvm_result, receipt,
            host_response_code, host_response_message, host_specific, merchant_id, merchant_name,
            records, id, model, terminal_id, serial_no
        }
        match builder.build() {
            Ok(answer) => crate::encode::encode(probe, &answer),
            Err(error) => crate::error::error(probe, error),
        }
    }

    fn probe_spin_response_builder_debug(probe) {
        let builder = ResponseBuilder::new().message(probe.text());
        probe.debug(builder);
        if let Ok(answer) = builder.build() {
            probe.debug(answer);
        }
    }
}
