//! The document around the pages, the contexts they share, and the route table. Nothing else.

#[cfg_attr(feature = "ssr", path = "request_server.rs")]
#[cfg_attr(not(feature = "ssr"), path = "request_browser.rs")]
mod request;

#[cfg(feature = "ssr")]
mod installed;
#[cfg(feature = "ssr")]
mod shell;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

#[cfg(feature = "ssr")]
pub use installed::Installed;
#[cfg(feature = "ssr")]
pub use shell::shell;

use crate::cabinet::access::pages::{
    CabinetAccessPage, CabinetForgotPage, CabinetProfilePage, CabinetSignInPage, access_beside,
};
use crate::cabinet::files::pages::FilesPage as CabinetFilesPage;
use crate::cabinet::frame::{Cabinet, CabinetFrame};
use crate::cabinet::home::pages::HomePage;
use crate::cabinet::money::pages::{PaymentsPage as CabinetPaymentsPage, StatementPage as CabinetStatementPage};
use crate::cabinet::papers::model::CabinetPaper;
use crate::cabinet::papers::pages::{PaperPage, PapersPage};
use crate::cabinet::signing::AnswerPage;
use crate::cabinet::support::pages::{NewRequestPage, RequestPage, RequestsPage};
use crate::company::accounts::pages::{
    AccessPage, ForgotPasswordPage, NewUserPage, ProfilePage, SignInPage, UserPage, UsersPage,
};
use crate::company::catalog::pages::{CataloguePage, EditItemPage, ItemPage, NewItemPage};
use crate::company::mailbox::pages::MailboxPage;
use crate::company::modules::pages::ModulesPage;
use crate::company::organization::pages::{CompaniesPage, NewCompanyPage};
use crate::company::payment_modes::pages::PaymentModesPage;
use crate::company::roles::pages::{NewRolePage, RolePage, RolesPage};
use crate::crm::clients::pages::{ClientGroupsPage, ClientSettingsPage, ClientsPage, EditClientPage, NewClientPage};
use crate::crm::contacts::pages::{ContactPage, ContactsPage, NewContactPage};
use crate::crm::leads::pages::{
    ConvertLeadPage, EditLeadPage, LeadBoardPage, LeadPage, LeadSettingsPage, LeadsPage, NewLeadPage,
};
use crate::desk::client_card::pages::{
    ClientCardPage, ClosingsTab, ContactsTab, ContractsTab, ExpensesTab, FilesTab, InvoicesTab, PaymentsTab,
    ProfileTab, StatementTab, SupportTab,
};
use crate::desk::closing::BESIDE;
use crate::desk::company::page::CompanyPage;
use crate::desk::contract::{ContractPage, EditContractPage};
use crate::desk::dashboard::pages::DashboardPage;
use crate::desk::files::pages::files_beside;
use crate::desk::invoice::{InvoicePage, InvoicesPage};
use crate::desk::search::pages::SearchPage;
use crate::desk::sending::SendAnyPage;
use crate::desk::settings::page::SettingsPage;
use crate::desk::setup::page::SetupPage;
use crate::desk::staff::{Staff, StaffFrame};
use crate::desk::templates::page::{BuiltinTemplatePage, NewTemplatePage, ShortcodesPage, TemplatePage};
use crate::documents::closing::model::ClosingKind;
use crate::documents::closing::pages::{
    BatchPage, ClosingPage, ClosingsPage, CorrectClosingPage, EditClosingPage, NewClosingPage,
};
use crate::documents::contracts::pages::{ContractTypesPage, ContractsPage, NewContractPage};
use crate::documents::invoices::pages::{CorrectInvoicePage, EditInvoicePage, NewInvoicePage};
use crate::documents::phrases::pages::PhrasesPage;
use crate::documents::sending::pages::AutomaticMailPage;
use crate::documents::templates::pages::TemplatesPage;
use crate::finance::expenses::pages::{
    EditExpensePage, ExpenseCategoriesPage, ExpensePage, ExpensesPage, NewExpensePage,
};
use crate::finance::payments::pages::{CancelPaidPage, NewPaymentPage, PaymentsPage, ShowPaymentPage};
use crate::finance::reports::pages::ReceivedPage;
use crate::kernel::owner::OwnerKind;
use crate::kernel::viewer::Viewer;
use crate::records::mail::pages::{LetterPage, OutboxPage};
use crate::support::departments::pages::DepartmentsPage;
use crate::support::tickets::pages::{NewTicketPage, TicketPage, TicketsPage};
use crate::tr;
use crate::ui::columns::ColumnChoice;
use crate::ui::form::guard::provide_guard;
use crate::ui::html::raw_text;
use crate::ui::names::Names;
use crate::ui::page::EmptyState;
use crate::ui::toast::Told;
use crate::ui::update::UpdateBar;

const ACT: ClosingKind = ClosingKind::Act;
const NOTE: ClosingKind = ClosingKind::DeliveryNote;

/// The whole interface. Pages find the [`Viewer`] and a form that failed in their context.
///
/// Routes are rendered when all their data is there ([`SsrMode::Async`]), so that pages can be read without JavaScript and
/// carry the right status.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let viewer = SharedValue::new(request::viewer).into_inner();
    let failed_form = SharedValue::new(request::failed_form).into_inner();
    let columns = SharedValue::new(request::columns).into_inner();
    let told = SharedValue::new(request::told).into_inner();
    request::prepare_answer();
    provide_context::<Viewer>(viewer);
    provide_context(failed_form);
    provide_context(Names::default());
    provide_guard();
    provide_context(ColumnChoice::new(&columns));
    provide_context(Told::new(told));

    view! {
        <Title formatter=|title: String| if title.is_empty() { "Akta".to_owned() } else { raw_text(format!("{title} · Akta")) }/>
        <Router>
            <Routes fallback=NotFound>
                <ParentRoute path=path!("") view=Staff ssr=SsrMode::Async>
                    <Route path=path!("") view=DashboardPage/>
                    <Route path=path!("search") view=SearchPage/>
                    <Route path=path!("clients") view=ClientsPage/>
                    <Route path=path!("clients/new") view=NewClientPage/>
                    <Route path=path!("clients/:id/edit") view=EditClientPage/>
                    <ParentRoute path=path!("clients/:id") view=ClientCardPage>
                        <Route path=path!("") view=ProfileTab/>
                        <Route path=path!("statement") view=StatementTab/>
                        <Route path=path!("invoices") view=InvoicesTab/>
                        <Route path=path!("contracts") view=ContractsTab/>
                        <Route path=path!("acts") view=|| view! { <ClosingsTab kind=ACT/> }/>
                        <Route path=path!("delivery-notes") view=|| view! { <ClosingsTab kind=NOTE/> }/>
                        <Route path=path!("payments") view=PaymentsTab/>
                        <Route path=path!("expenses") view=ExpensesTab/>
                        <Route path=path!("files") view=FilesTab/>
                        <Route path=path!("support") view=SupportTab/>
                        <Route path=path!("contacts") view=ContactsTab/>
                    </ParentRoute>
                    <Route path=path!("contacts") view=ContactsPage/>
                    <Route path=path!("contacts/new") view=NewContactPage/>
                    <Route path=path!("contacts/:id") view=|| view! { <ContactPage beside=access_beside/> }/>
                    <Route path=path!("leads") view=LeadsPage/>
                    <Route path=path!("leads/new") view=NewLeadPage/>
                    <Route path=path!("leads/board") view=LeadBoardPage/>
                    <Route path=path!("leads/:id") view=|| view! { <LeadPage beside=files_beside/> }/>
                    <Route path=path!("leads/:id/edit") view=EditLeadPage/>
                    <Route path=path!("leads/:id/convert") view=ConvertLeadPage/>
                    <Route path=path!("contracts") view=ContractsPage/>
                    <Route path=path!("contracts/new") view=NewContractPage/>
                    <Route path=path!("contracts/:id") view=ContractPage/>
                    <Route path=path!("contracts/:id/edit") view=EditContractPage/>
                    <Route path=path!("invoices") view=InvoicesPage/>
                    <Route path=path!("invoices/new") view=NewInvoicePage/>
                    <Route path=path!("invoices/:id") view=InvoicePage/>
                    <Route path=path!("invoices/:id/edit") view=EditInvoicePage/>
                    <Route path=path!("invoices/:id/correct") view=CorrectInvoicePage/>
                    <Route path=path!("invoices/:id/cancel") view=CancelPaidPage/>
                    <Route path=path!("acts") view=|| view! { <ClosingsPage kind=ACT/> }/>
                    <Route path=path!("acts/new") view=|| view! { <NewClosingPage kind=ACT/> }/>
                    <Route path=path!("acts/batch") view=|| view! { <BatchPage kind=ACT/> }/>
                    <Route path=path!("acts/:id") view=|| view! { <ClosingPage kind=ACT beside=BESIDE/> }/>
                    <Route path=path!("acts/:id/edit") view=|| view! { <EditClosingPage kind=ACT/> }/>
                    <Route path=path!("acts/:id/correct") view=|| view! { <CorrectClosingPage kind=ACT/> }/>
                    <Route path=path!("delivery-notes") view=|| view! { <ClosingsPage kind=NOTE/> }/>
                    <Route path=path!("delivery-notes/new") view=|| view! { <NewClosingPage kind=NOTE/> }/>
                    <Route path=path!("delivery-notes/batch") view=|| view! { <BatchPage kind=NOTE/> }/>
                    <Route path=path!("delivery-notes/:id") view=|| view! { <ClosingPage kind=NOTE beside=BESIDE/> }/>
                    <Route path=path!("delivery-notes/:id/edit") view=|| view! { <EditClosingPage kind=NOTE/> }/>
                    <Route path=path!("delivery-notes/:id/correct") view=|| view! { <CorrectClosingPage kind=NOTE/> }/>
                    <Route path=path!("payments") view=PaymentsPage/>
                    <Route path=path!("payments/new") view=NewPaymentPage/>
                    <Route path=path!("payments/:id") view=ShowPaymentPage/>
                    <Route path=path!("expenses") view=ExpensesPage/>
                    <Route path=path!("expenses/new") view=NewExpensePage/>
                    <Route path=path!("expenses/:id") view=|| view! { <ExpensePage beside=files_beside/> }/>
                    <Route path=path!("expenses/:id/edit") view=EditExpensePage/>
                    <Route path=path!("support") view=TicketsPage/>
                    <Route path=path!("support/new") view=NewTicketPage/>
                    <Route path=path!("support/:id") view=|| view! { <TicketPage beside=files_beside/> }/>
                    <Route path=path!("reports/received") view=ReceivedPage/>
                    <Route path=path!("catalogue") view=CataloguePage/>
                    <Route path=path!("catalogue/new") view=NewItemPage/>
                    <Route path=path!("catalogue/:id") view=ItemPage/>
                    <Route path=path!("catalogue/:id/edit") view=EditItemPage/>
                    <Route path=path!("settings") view=SettingsPage/>
                    <Route path=path!("settings/company") view=CompaniesPage/>
                    <Route path=path!("settings/company/new") view=NewCompanyPage/>
                    <Route path=path!("settings/company/:id") view=CompanyPage/>
                    <Route path=path!("settings/clients") view=ClientSettingsPage/>
                    <Route path=path!("settings/client-groups") view=ClientGroupsPage/>
                    <Route path=path!("settings/leads") view=LeadSettingsPage/>
                    <Route path=path!("settings/departments") view=DepartmentsPage/>
                    <Route path=path!("settings/mail") view=MailboxPage/>
                    <Route path=path!("settings/mail/automatic") view=AutomaticMailPage/>
                    <Route path=path!("send/:kind/:id") view=SendAnyPage/>
                    <Route path=path!("outbox") view=OutboxPage/>
                    <Route path=path!("outbox/:id") view=LetterPage/>
                    <Route path=path!("settings/contract-types") view=ContractTypesPage/>
                    <Route path=path!("settings/expense-categories") view=ExpenseCategoriesPage/>
                    <Route path=path!("settings/payment-modes") view=PaymentModesPage/>
                    <Route path=path!("settings/modules") view=ModulesPage/>
                    <Route path=path!("settings/phrases") view=PhrasesPage/>
                    <Route path=path!("settings/templates") view=TemplatesPage/>
                    <Route path=path!("settings/templates/new") view=NewTemplatePage/>
                    <Route path=path!("settings/templates/shortcodes") view=ShortcodesPage/>
                    <Route path=path!("settings/templates/builtin/:name") view=BuiltinTemplatePage/>
                    <Route path=path!("settings/templates/:id") view=TemplatePage/>
                    <Route path=path!("profile") view=ProfilePage/>
                    <Route path=path!("settings/users") view=UsersPage/>
                    <Route path=path!("settings/users/new") view=NewUserPage/>
                    <Route path=path!("settings/users/:id") view=UserPage/>
                    <Route path=path!("settings/roles") view=RolesPage/>
                    <Route path=path!("settings/roles/new") view=NewRolePage/>
                    <Route path=path!("settings/roles/:id") view=RolePage/>
                </ParentRoute>
                <ParentRoute path=path!("cabinet") view=Cabinet ssr=SsrMode::Async>
                    <Route path=path!("") view=HomePage/>
                    <Route path=path!("contracts") view=|| view! { <PapersPage kind=CabinetPaper::Contract/> }/>
                    <Route path=path!("contracts/:id") view=|| view! { <PaperPage kind=CabinetPaper::Contract/> }/>
                    <Route path=path!("invoices") view=|| view! { <PapersPage kind=CabinetPaper::Invoice/> }/>
                    <Route path=path!("invoices/:id") view=|| view! { <PaperPage kind=CabinetPaper::Invoice/> }/>
                    <Route path=path!("acts") view=|| view! { <PapersPage kind=CabinetPaper::Act/> }/>
                    <Route path=path!("acts/:id") view=|| view! { <PaperPage kind=CabinetPaper::Act/> }/>
                    <Route path=path!("delivery-notes") view=|| view! { <PapersPage kind=CabinetPaper::DeliveryNote/> }/>
                    <Route path=path!("delivery-notes/:id") view=|| view! { <PaperPage kind=CabinetPaper::DeliveryNote/> }/>
                    <Route path=path!("payments") view=CabinetPaymentsPage/>
                    <Route path=path!("statement") view=CabinetStatementPage/>
                    <Route path=path!("files") view=CabinetFilesPage/>
                    <Route path=path!("contracts/:id/sign") view=|| view! { <AnswerPage kind=OwnerKind::Contract/> }/>
                    <Route path=path!("acts/:id/sign") view=|| view! { <AnswerPage kind=OwnerKind::Act/> }/>
                    <Route path=path!("delivery-notes/:id/sign") view=|| view! { <AnswerPage kind=OwnerKind::DeliveryNote/> }/>
                    <Route path=path!("profile") view=CabinetProfilePage/>
                    <Route path=path!("support") view=RequestsPage/>
                    <Route path=path!("support/new") view=NewRequestPage/>
                    <Route path=path!("support/:id") view=RequestPage/>
                </ParentRoute>
                <Route path=path!("cabinet/sign-in") view=CabinetSignInPage ssr=SsrMode::Async/>
                <Route path=path!("cabinet/forgot-password") view=CabinetForgotPage ssr=SsrMode::Async/>
                <Route path=path!("cabinet/access/:token") view=CabinetAccessPage ssr=SsrMode::Async/>
                <Route path=path!("sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("forgot-password") view=ForgotPasswordPage ssr=SsrMode::Async/>
                <Route path=path!("access/:token") view=AccessPage ssr=SsrMode::Async/>
                <Route path=path!("setup") view=SetupPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
        <UpdateBar/>
    }
}

/// What stands at an address that leads nowhere; for somebody who has signed in within the frame of the other pages, of the staff's or
/// of the cabinet's.
#[component]
fn NotFound() -> impl IntoView {
    request::set_not_found();
    let viewer = expect_context::<Viewer>();
    let home = if viewer.cabinet.is_some() { "/cabinet" } else { "/" };
    let text = move || {
        view! {
            <Title text=tr!(desk.not_found)/>
            <EmptyState title=tr!(desk.not_found) text=tr!(desk.not_found_text)>
                <a class="btn btn-primary" href=home>{tr!(desk.to_home)}</a>
            </EmptyState>
        }
    };
    if viewer.cabinet.is_some() {
        view! { <CabinetFrame>{text()}</CabinetFrame> }.into_any()
    } else if viewer.user.is_some() {
        view! { <StaffFrame>{text()}</StaffFrame> }.into_any()
    } else {
        view! { <main class="page">{text()}</main> }.into_any()
    }
}
