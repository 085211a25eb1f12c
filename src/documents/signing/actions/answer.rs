//! Signing and refusing. What is answered is the stored file of the revision that stood on the page, and nothing else.

use uuid::Uuid;

use super::super::model::{Agreement, AnswerRefused, AnswerSigned, Outcome, Side, Signer, in_cabinet};
use super::super::store::{self, NewAnswer, agreements};
use super::super::words::{self, NamedPaper};
use super::notice;
use super::paper::{self, ANSWERED, Paper};
use crate::company::organization::model::Organization;
use crate::company::organization::store as organizations;
use crate::crm::clients::store as clients;
use crate::documents::papers::renditions;
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::papers::store::renditions::rendition;
use crate::documents::signatures;
use crate::documents::signatures::model::{SignedPaper, SigningStep};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::cabinet::Visitor;
use crate::kernel::ids::{AnswerId, ContactId, RequestKey, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::platform::blobs;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;

/// Most characters of a browser's name that are kept.
const USER_AGENT_MAX: usize = 300;

/// A contact signs a paper of his client. The same form twice is one answer.
///
/// # Errors
/// The form's problems; beside `lifecycle` the state in the way, or that there is an answer; beside `revision` and `agreement`, that they are
/// no longer those of the page; [`AppError::Unavailable`] while the file is not there.
pub async fn sign(ctx: &Ctx, input: AnswerSigned) -> AppResult<AnswerId> {
    let visitor = visitor(ctx, input.kind)?;
    let signer = input.validated()?;
    let answer = Intent {
        contact: Some(visitor.contact),
        ..Intent::signed(&input, Side::Client, signer)
    };
    give(ctx, answer).await
}

/// A contact refuses to sign a paper of his client, for a reason. He may still sign it later.
///
/// # Errors
/// As [`sign`].
pub async fn refuse(ctx: &Ctx, input: AnswerRefused) -> AppResult<AnswerId> {
    let visitor = visitor(ctx, input.kind)?;
    let signer = input.validated()?;
    let answer = Intent {
        request: input.request,
        kind: input.kind,
        id: input.id,
        revision: input.revision,
        side: Side::Client,
        contact: Some(visitor.contact),
        user: None,
        signer,
        agreed: None,
    };
    give(ctx, answer).await
}

/// A member of the staff signs a paper for the own company.
///
/// # Errors
/// As [`sign`].
pub async fn sign_for_company(ctx: &Ctx, input: AnswerSigned) -> AppResult<AnswerId> {
    ctx.may(Right::SignPapers)?;
    ctx.may(input.kind.seen_with().ok_or(AppError::NotFound)?)?;
    let user = ctx.actor.user().ok_or(AppError::Forbidden)?;
    let signer = input.validated()?;
    let answer = Intent {
        user: Some(user),
        ..Intent::signed(&input, Side::Company, signer)
    };
    give(ctx, answer).await
}

fn visitor(ctx: &Ctx, kind: OwnerKind) -> AppResult<Visitor> {
    let (_, right) = in_cabinet(kind).ok_or(AppError::NotFound)?;
    ctx.acting_visitor(right)
}

/// What somebody wants to answer.
struct Intent {
    request: RequestKey,
    kind: OwnerKind,
    id: Uuid,
    /// That stood on the page.
    revision: i64,
    side: Side,
    contact: Option<ContactId>,
    user: Option<UserId>,
    signer: Signer,
    /// Of a signature.
    agreed: Option<Shown>,
}

/// What stood on the page that somebody agrees to.
struct Shown {
    /// The version of the agreement.
    agreement: i64,
    lang: Lang,
    text: String,
}

impl Intent {
    fn signed(input: &AnswerSigned, side: Side, signer: Signer) -> Self {
        Self {
            request: input.request,
            kind: input.kind,
            id: input.id,
            revision: input.revision,
            side,
            contact: None,
            user: None,
            signer,
            agreed: Some(Shown {
                agreement: input.agreement,
                lang: input.lang,
                text: input.text.clone(),
            }),
        }
    }

    const fn outcome(&self) -> Outcome {
        if self.agreed.is_some() {
            Outcome::Signed
        } else {
            Outcome::Refused
        }
    }

    const fn step(&self) -> SigningStep {
        match (self.side, self.outcome()) {
            (Side::Company, _) => SigningStep::Ours,
            (Side::Client, Outcome::Signed) => SigningStep::Client,
            (Side::Client, Outcome::Refused) => SigningStep::Refused,
        }
    }
}

async fn give(ctx: &Ctx, answer: Intent) -> AppResult<AnswerId> {
    let seen = paper::seen(&mut ctx.read(), ctx.scope_of_kind(answer.kind), answer.kind, answer.id).await?;
    seen.open()?;
    // Whatever takes its time comes before the transaction: the file may have to be made yet.
    let sha256 = hash_of_file(ctx, &seen.frozen()).await?;
    let is_told = answer.side == Side::Client && notice::is_possible(ctx).await?;

    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, answer.request).await? {
        return Ok(earlier);
    }
    let paper = paper::locked(&mut tx, ctx.scope_of_kind(answer.kind), answer.kind, answer.id).await?;
    refuse_unless_open(&paper, &answer)?;
    is_stored(&mut tx, &paper, &sha256).await?;
    let agreement = agreement_of(&mut tx, &paper, &answer).await?;
    let company = organizations::by_id(&mut tx, paper.organization).await?;
    let company = company.ok_or(AppError::NotFound)?;
    let consent = match &answer.agreed {
        Some(shown) => {
            let party = party(&mut tx, &paper, &company, answer.side).await?;
            let named = named(&answer, &paper);
            let text = words::consent(shown.lang, answer.side, &named, &party, &agreement);
            // Nobody agrees to what he was not shown.
            if text != shown.text {
                return Err(AppError::field("agreement", Problem::AgreementChanged));
            }
            text
        }
        None => String::new(),
    };
    let agreed = (consent.as_str(), &agreement);
    let id = write(&mut tx, ctx, (&answer, &paper), agreed, sha256, &company).await?;
    if is_told {
        notice::post(&mut tx, ctx, id, &named(&answer, &paper), &paper, &answer.signer).await?;
    }
    requests::done(&mut tx, answer.request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// The sha-256 of the stored file of a paper, which is made if nobody has asked for it yet.
async fn hash_of_file(ctx: &Ctx, paper: &Frozen) -> AppResult<Vec<u8>> {
    let file = renditions::pdf(ctx, paper, ANSWERED).await?;
    Ok(blobs::hash(&file.bytes))
}

fn refuse_unless_open(paper: &Paper, answer: &Intent) -> AppResult<()> {
    paper.open()?;
    if paper.signed.revision != answer.revision {
        return Err(AppError::field("revision", Problem::PaperReplaced));
    }
    let is_refused = answer.outcome() == Outcome::Refused && paper.signed.signing.refused.is_some();
    if is_refused || !paper.is_unsigned(answer.side) {
        return Err(AppError::field("lifecycle", Problem::AlreadyAnswered));
    }
    Ok(())
}

/// The bytes that were read are those stored for the revision that is answered.
async fn is_stored(conn: &mut Conn, paper: &Paper, sha256: &[u8]) -> AppResult<()> {
    let stored = rendition(conn, &paper.frozen(), ANSWERED).await?;
    if stored.is_some_and(|stored| stored.sha256 == sha256) {
        Ok(())
    } else {
        Err(AppError::field("revision", Problem::PaperReplaced))
    }
}

/// On what the answer rests: what is in force, and of a signature, what stood on the page.
async fn agreement_of(tx: &mut Tx, paper: &Paper, answer: &Intent) -> AppResult<Agreement> {
    let stored = agreements::kept(tx, paper.organization).await?;
    let stored = stored.filter(|stored| stored.in_force);
    let shown = answer.agreed.as_ref();
    let is_shown = |version: i64| shown.is_none_or(|shown| shown.agreement == version);
    match stored {
        Some(stored) if is_shown(stored.version) => Ok(stored.agreement),
        _ => Err(AppError::field("agreement", Problem::AgreementChanged)),
    }
}

/// For whom a side signs.
async fn party(conn: &mut Conn, paper: &Paper, company: &Organization, side: Side) -> AppResult<String> {
    match side {
        Side::Company => Ok(company.legal_name.clone()),
        Side::Client => {
            let client = clients::by_id(conn, paper.client, Scope::All).await?;
            Ok(client.ok_or(AppError::NotFound)?.legal_name)
        }
    }
}

fn named<'a>(answer: &Intent, paper: &'a Paper) -> NamedPaper<'a> {
    NamedPaper {
        kind: answer.kind,
        number: &paper.number,
        date: paper.date,
    }
}

/// Writes the answer, and its day into the row of the paper, with the event.
async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    (answer, paper): (&Intent, &Paper),
    (consent, agreement): (&str, &Agreement),
    sha256: Vec<u8>,
    company: &Organization,
) -> AppResult<AnswerId> {
    let id: AnswerId = ctx.new_id();
    let today = ctx.clock.today(&company.time_zone);
    let signer = &answer.signer;
    let digits = hex::encode(&sha256);
    let given = signatures::actions::Given {
        step: answer.step(),
        date: today,
        reason: &signer.reason,
        signer: &signer.name,
        sha256: &digits,
    };
    signatures::actions::answered_in(tx, ctx, paper.table, paper.signed.clone(), given).await?;
    let row = NewAnswer {
        id,
        paper: paper.signed.owner,
        revision: paper.signed.revision,
        organization: paper.organization,
        client: paper.client,
        side: answer.side,
        contact: answer.contact,
        user: answer.user,
        outcome: answer.outcome(),
        name: &signer.name,
        position: &signer.position,
        basis: &signer.basis,
        consent,
        reason: &signer.reason,
        agreement,
        sha256,
        address: ctx.request.address.map(|ip| ip.to_string()).unwrap_or_default(),
        user_agent: ctx.request.user_agent.chars().take(USER_AGENT_MAX).collect(),
        date: today,
        at: ctx.now(),
    };
    store::insert(tx, row).await?;
    Ok(id)
}

/// Refuses what the staff has just recorded of a paper's signatures if it contradicts what somebody has answered by himself. The paper's row is
/// locked.
///
/// # Errors
/// [`Problem::AnsweredByThemselves`] beside `date`.
pub async fn keep_given(conn: &mut Conn, paper: &SignedPaper) -> AppResult<()> {
    let given = store::given(conn, &paper.owner, paper.revision).await?;
    if given.iter().all(|given| given.stands_in(&paper.signing)) {
        Ok(())
    } else {
        Err(AppError::field("date", Problem::AnsweredByThemselves))
    }
}
