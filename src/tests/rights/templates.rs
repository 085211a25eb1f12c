//! The file of a template, asked for by everybody.

use super::world::{Person, World};
use crate::tests::on_both_engines;

#[tokio::test]
async fn only_who_manages_templates_takes_them_as_files() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let missing = format!("/settings/templates/{}/template.json", world.key());
        for person in Person::ALL {
            let refused = if person.is_signed_in() { 403 } else { 401 };
            let allowed = person == Person::Administrator;
            let answer = world.page(&missing, Some(person)).await;
            assert_eq!(answer.status, if allowed { 404 } else { refused }, "{person:?}");
        }
        let id = crate::tests::templates::published(&env.ctx).await;
        let file = world
            .page(
                &format!("/settings/templates/{id}/template.json"),
                Some(Person::Administrator),
            )
            .await;
        assert_eq!(file.status, 200);
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"invoice.uk.json\""
        );
        assert!(file.text.contains("\"format\": \"akta-template\""), "{}", file.text);
    })
    .await;
}
