//! What each side sees of requests, and what it has read.

use super::{
    AppError, AppResult, AskTicket, CabinetRight, CabinetRights, Id, Lang, Opened, OwnTicketFilter, OwnerKind, PDF,
    PaperKey, Role, Scope, SetTicketStatus, TestEnv, TicketFilter, TicketStatus, TicketView, actions, answer, ask,
    asked, books, check, client, desk_files, fields, looking, manager, note, on_both_engines, received, said, ticket,
    visitor,
};
use crate::platform::ctx::Ctx;
use crate::tests::files::attached;

#[tokio::test]
async fn the_client_never_sees_what_the_staff_notes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (_, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let id = ask(&visitor).await;
        let file = received(ctx, "Таємно.pdf", PDF).await.unwrap();
        actions::answer(ctx, id, &said(ctx, "Клієнт завжди бариться.", true), vec![file])
            .await
            .unwrap();
        let before = actions::own(&visitor, OwnTicketFilter::default()).await.unwrap().rows;
        ctx.clock.advance(std::time::Duration::from_mins(5));
        note(ctx, id, "Ще одна таємна нотатка.").await;
        let after = actions::own(&visitor, OwnTicketFilter::default()).await.unwrap().rows;
        assert_eq!(before, after, "not even when it was written");
        assert!(!after[0].unread);

        let sheet = actions::own_sheet(&visitor, id).await.unwrap();
        assert_eq!(sheet.messages.len(), 1);
        let told = serde_json::to_string(&sheet).unwrap();
        for secret in ["бариться", "таємна", "Таємно"] {
            assert!(!told.contains(secret), "{told}");
        }
        let staff = actions::show(ctx, id).await.unwrap();
        let secret = staff.messages[1].files[0].id;
        let opened = actions::open_file(&visitor, id, secret, false).await;
        assert_eq!(opened.err(), Some(AppError::NotFound));
        // Not even when somebody shows it by mistake; what is shown beside the messages is another thing.
        desk_files::set_visible(ctx, secret, true).await.unwrap();
        let opened = actions::open_file(&visitor, id, secret, false).await;
        assert_eq!(opened.err(), Some(AppError::NotFound));
        let beside = attached(ctx, (OwnerKind::Ticket, id.uuid()), "Договір.pdf", PDF).await;
        assert_eq!(actions::own_sheet(&visitor, id).await.unwrap().files, []);
        desk_files::set_visible(ctx, beside, true).await.unwrap();
        let shown = actions::own_sheet(&visitor, id).await.unwrap().files;
        assert_eq!(shown.iter().map(|file| file.id).collect::<Vec<_>>(), [beside]);
        assert!(actions::open_file(&visitor, id, beside, false).await.is_ok());
        // A contact is nobody among the staff.
        assert_eq!(actions::show(&visitor, id).await, Err(AppError::Forbidden));
        let wrong = actions::answer(&visitor, id, &said(&visitor, "x", true), Vec::new()).await;
        assert_eq!(wrong, Err(AppError::Forbidden));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn another_clients_request_is_not_there() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let other = client(ctx, "ФОП Йолкін").await;
        let (_, first) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let (_, second) = visitor(&env, other, "petro", Lang::Ru).await;
        let id = ask(&first).await;
        let mine = ask(&second).await;
        let file = received(ctx, "Фото.pdf", PDF).await.unwrap();
        actions::reply(&first, id, &said(&first, "Ось файл.", false), vec![file])
            .await
            .unwrap();
        let file = actions::own_sheet(&first, id).await.unwrap().messages[1].files[0].id;

        assert_eq!(actions::own_sheet(&second, id).await, Err(AppError::NotFound));
        assert_eq!(actions::close(&second, id).await, Err(AppError::NotFound));
        assert_eq!(actions::reopen(&second, id).await, Err(AppError::NotFound));
        assert_eq!(actions::mark_own_read(&second, id).await, Err(AppError::NotFound));
        assert_eq!(actions::may_ask(&second, Some(id)).await, Err(AppError::NotFound));
        let wrong = actions::reply(&second, id, &said(&second, "Чуже", false), Vec::new()).await;
        assert_eq!(wrong, Err(AppError::NotFound));
        for ticket in [id, mine] {
            let opened: AppResult<Opened> = actions::open_file(&second, ticket, file, false).await;
            assert_eq!(
                opened.err(),
                Some(AppError::NotFound),
                "not through a request of one's own either"
            );
        }
        let rows = actions::own(&second, OwnTicketFilter::default()).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [mine]);

        // Another one's invoice is no choice, and a draft of one's own is none.
        let (invoice, draft) = (books.issued(ctx, "100").await, books.draft(ctx, "1").await);
        let about = |ctx: &Ctx, id: uuid::Uuid| AskTicket {
            paper: PaperKey {
                kind: OwnerKind::Invoice,
                id,
            }
            .to_string(),
            ..asked(ctx)
        };
        let refused = actions::ask(&second, &about(&second, invoice.uuid()), Vec::new()).await;
        assert_eq!(fields(refused), ["paper"]);
        let refused = actions::ask(&first, &about(&first, draft.uuid()), Vec::new()).await;
        assert_eq!(fields(refused), ["paper"]);
        let about_mine = actions::ask(&first, &about(&first, invoice.uuid()), Vec::new())
            .await
            .unwrap();
        let paper = actions::own_sheet(&first, about_mine).await.unwrap().paper.unwrap();
        assert_eq!(paper.key.id, invoice.uuid());
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_contact_without_the_right_and_who_only_looks_do_nothing() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (contact, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let id = ask(&visitor).await;
        let rest: CabinetRights = CabinetRight::ALL
            .iter()
            .copied()
            .filter(|right| *right != CabinetRight::Support)
            .collect();
        let bare = looking(ctx, contact, books.client, rest, None);
        assert_eq!(actions::own_sheet(&bare, id).await, Err(AppError::Forbidden));
        assert_eq!(actions::own_open(&bare).await, Err(AppError::Forbidden));
        let refused = actions::ask(&bare, &asked(&bare), Vec::new()).await;
        assert_eq!(refused, Err(AppError::Forbidden));

        let shown = looking(ctx, contact, books.client, CabinetRights::all(), Some(ctx.new_id()));
        assert!(actions::own_sheet(&shown, id).await.is_ok());
        assert_eq!(actions::close(&shown, id).await, Err(AppError::Forbidden));
        assert_eq!(actions::mark_own_read(&shown, id).await, Err(AppError::Forbidden));
        let refused = actions::reply(&shown, id, &said(&shown, "Не я", false), Vec::new()).await;
        assert_eq!(refused, Err(AppError::Forbidden));

        // Papers that he may not see are no choice, and are not named.
        let only: CabinetRights = [CabinetRight::Support].into_iter().collect();
        let only = looking(ctx, contact, books.client, only, None);
        books.issued(ctx, "100").await;
        assert_eq!(actions::own_form(&only).await.unwrap().papers, []);
        assert_eq!(actions::own_form(&visitor).await.unwrap().papers.len(), 1);
        let stranger = env.as_stranger();
        assert_eq!(actions::own_open(&stranger).await, Err(AppError::NotSignedIn));
        assert_eq!(actions::may_ask(&stranger, None).await, Err(AppError::NotSignedIn));
    })
    .await;
}

#[tokio::test]
async fn each_reader_has_his_own_marks() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let books = books(ctx).await;
        let (_, visitor) = visitor(&env, books.client, "oksana", Lang::Uk).await;
        let (_, colleague) = super::visitor(&env, books.client, "lesia", Lang::Uk).await;
        let [olha, ivan] = [(); 2].map(|()| env.as_staff(ctx.new_id(), Role::Manager, Scope::All));
        let id = ask(&visitor).await;
        let unread = async |ctx: &Ctx| {
            let filter = TicketFilter {
                unread: true,
                ..TicketFilter::default()
            };
            let rows = actions::list(ctx, filter.clone()).await.unwrap().rows;
            let counted: i64 = actions::counts(ctx, filter)
                .await
                .unwrap()
                .iter()
                .map(|count| count.unread)
                .sum();
            assert_eq!(i64::try_from(rows.len()).unwrap(), counted);
            assert_eq!(actions::show(ctx, id).await.unwrap().unread, counted > 0);
            counted > 0
        };
        let own = async |ctx: &Ctx| {
            let open = actions::own_open(ctx).await.unwrap();
            assert_eq!(open.rows[0].unread, actions::own_sheet(ctx, id).await.unwrap().unread);
            open.rows[0].unread
        };
        assert!(unread(&olha).await && unread(&ivan).await);
        assert!(
            !own(&visitor).await && own(&colleague).await,
            "who wrote it has read it"
        );
        actions::mark_read(&olha, id).await.unwrap();
        assert!(!unread(&olha).await && unread(&ivan).await);
        answer(&olha, id, "Так.").await;
        assert!(!unread(&olha).await && unread(&ivan).await);
        assert!(own(&visitor).await);
        actions::mark_own_read(&visitor, id).await.unwrap();
        assert!(!own(&visitor).await && own(&colleague).await);
        note(&ivan, id, "Подумати.").await;
        assert!(unread(&olha).await, "a note is news for the staff");
        assert!(!own(&visitor).await, "and none for the client");
        actions::close(&visitor, id).await.unwrap();
        assert!(!unread(&olha).await, "what is closed asks nothing of anybody");
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn who_sees_only_his_own_clients_sees_only_their_requests() {
    on_both_engines(async |env: TestEnv| {
        let (_, as_first) = manager(&env, "first@example.com").await;
        let books = books(&env.ctx).await;
        let theirs = ticket(&env.ctx, books.client).await;
        let own = client(&as_first, "ТОВ «Моя»").await;
        let mine = ticket(&as_first, own).await;
        let seen = async |ctx: &Ctx| {
            let filter = TicketFilter {
                state: TicketView::All,
                ..TicketFilter::default()
            };
            let counted: i64 = actions::counts(ctx, filter.clone())
                .await
                .unwrap()
                .iter()
                .map(|count| count.tickets)
                .sum();
            let rows = actions::list(ctx, filter).await.unwrap().rows;
            assert_eq!(i64::try_from(rows.len()).unwrap(), counted);
            rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(seen(&as_first).await, [mine]);
        assert_eq!(seen(&env.ctx).await.len(), 2);
        let missing = Err(AppError::NotFound);
        assert_eq!(actions::show(&as_first, theirs).await, Err(AppError::NotFound));
        assert_eq!(actions::mark_read(&as_first, theirs).await, missing);
        assert_eq!(actions::take(&as_first, theirs).await, missing);
        assert_eq!(actions::may_answer(&as_first, Some(theirs)).await, missing);
        let closed = SetTicketStatus {
            id: theirs,
            status: TicketStatus::Closed,
        };
        assert_eq!(actions::set_status(&as_first, closed).await, missing);
        let wrong = actions::answer(&as_first, theirs, &said(&as_first, "x", false), Vec::new()).await;
        assert_eq!(wrong, Err(AppError::NotFound));
        assert_eq!(
            actions::form(&as_first, Some(books.client)).await,
            Err(AppError::NotFound)
        );
        let reader = env.as_staff(env.ctx.new_id(), Role::ReadOnly, Scope::All);
        assert!(actions::show(&reader, mine).await.unwrap().choices.is_none());
        assert_eq!(actions::take(&reader, mine).await, Err(AppError::Forbidden));
    })
    .await;
}
