//! A new request. It carries files, so the browser sends it itself.

use leptos::prelude::*;

use crate::cabinet::support::api::open_own_form;
use crate::records::files::model::{FIELD, accepted};
use crate::support::tickets::cabinet::{ASK, OwnTicketForm};
use crate::support::tickets::pages::words::{named, papers, priorities};
use crate::tr;
use crate::ui::form::{FileField, FileForm, FormActions, RequestKeyField, SelectField, Submit, TextArea, TextField};
use crate::ui::load::{Data, Load};
use crate::ui::page::PageHead;

/// `/cabinet/support/new`
#[component]
pub fn NewRequestPage() -> impl IntoView {
    let form = Data::new(|| (), |()| open_own_form());
    view! {
        <PageHead title=tr!(tickets.own_new) />
        <Load resource=form let:form>
            <RequestForm form />
        </Load>
    }
    .into_any()
}

#[component]
fn RequestForm(form: OwnTicketForm) -> impl IntoView {
    let megabytes = form.megabytes;
    view! {
        <FileForm action=ASK toast=tr!(tickets.own_sent)>
            <RequestKeyField />
            <Fields form />
            <FileField name=FIELD label=tr!(tickets.files) accept=accepted() multiple=true hint=tr!(tickets.files_hint, megabytes = megabytes) />
            <FormActions>
                <Submit label=tr!(tickets.own_send) />
                <a class="btn" href="/cabinet/support">{tr!(ui.cancel)}</a>
            </FormActions>
        </FileForm>
    }
    .into_any()
}

#[component]
fn Fields(form: OwnTicketForm) -> impl IntoView {
    let OwnTicketForm {
        input,
        departments,
        papers: offered,
        ..
    } = form;
    let department = (!departments.is_empty()).then(|| {
        let options = named(departments);
        view! { <SelectField name="department" label=tr!(tickets.department) options value=input.department.clone() empty=tr!(tickets.not_chosen) /> }
    });
    let paper = (!offered.is_empty()).then(|| {
        let options = papers(&offered);
        view! { <SelectField name="paper" label=tr!(tickets.paper) options value=input.paper.clone() empty=tr!(tickets.not_chosen) /> }
    });
    view! {
        <div class="form-grid">
            <TextField name="subject" label=tr!(tickets.subject) value=input.subject required=true max=200 class="span-all" />
            <TextArea name="body" label=tr!(tickets.message) value=input.body required=true max=10000 rows=6 class="span-all" />
            {department}
            <SelectField name="priority" label=tr!(tickets.priority) options=priorities() value=input.priority required=true />
            {paper}
        </div>
    }
    .into_any()
}
