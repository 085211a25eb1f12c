//! How far somebody sees: of which kinds of objects all, and of which only those of his own clients.
//!
//! A paper is seen no further than what it belongs to: whoever sees the invoices of his own clients sees their acts and payments at
//! most, and whoever sees his own clients nothing of the others. So each query asks for the reach of the one kind that it reads.

use serde::{Deserialize, Serialize};

use super::actor::{Right, Rights};
use super::cabinet::CabinetRight;
use super::owner::OwnerKind;
use super::rights::{Deed, Entry, Object, RIGHTS, of};

/// Whose objects of a kind are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Those of clients who are assigned to the reader; of leads, those which are assigned to him.
    Own,
    All,
}

impl Object {
    /// Those that belong to somebody's clients, or, like leads, to somebody.
    pub const OWNED: [Self; 9] = [
        Self::Clients,
        Self::Leads,
        Self::Contracts,
        Self::Invoices,
        Self::Acts,
        Self::DeliveryNotes,
        Self::Payments,
        Self::Expenses,
        Self::Tickets,
    ];

    /// The right to see it, where there is one, in the table.
    #[must_use]
    pub fn view_entry(self) -> Option<&'static Entry> {
        of(self).find(|entry| entry.deed == Deed::View)
    }

    /// The right to see it, where there is one.
    #[must_use]
    pub fn view(self) -> Option<Right> {
        self.view_entry().map(|entry| entry.right)
    }

    /// Whether it belongs to clients. A lead is nobody's but whom it is assigned to.
    #[must_use]
    pub fn is_of_clients(self) -> bool {
        self != Self::Leads && Self::OWNED.contains(&self)
    }

    /// Those that belong to clients.
    fn of_clients() -> impl Iterator<Item = Self> {
        Self::OWNED.into_iter().filter(|object| object.is_of_clients())
    }

    fn own_bit(self) -> u64 {
        if !Self::OWNED.contains(&self) {
            return 0;
        }
        self.view().map_or(0, Right::bit)
    }
}

impl Entry {
    /// Whether it is the right to see objects of which one may see one's own only.
    #[must_use]
    pub fn has_reach(&self) -> bool {
        self.deed == Deed::View && Object::OWNED.contains(&self.object)
    }
}

impl OwnerKind {
    /// What it is in the table of rights: by that it is decided how far it is seen.
    #[must_use]
    pub fn object(self) -> Option<Object> {
        let seen_with = self.seen_with()?;
        let entry = RIGHTS.iter().find(|entry| entry.right == seen_with)?;
        Some(entry.object)
    }
}

/// The bits of the rights to see one's own of these.
fn own_bits_of(objects: impl IntoIterator<Item = Object>) -> u64 {
    objects.into_iter().fold(0, |bits, object| bits | object.own_bit())
}

/// The bits of these rights and of all that are of no use without one of them.
fn with_all_that_need(bits: u64) -> u64 {
    // What is needed stands before what needs it.
    RIGHTS.iter().fold(bits, |bits, entry| {
        if entry.needs.iter().any(|needed| bits & needed.bit() != 0) {
            bits | entry.right.bit()
        } else {
            bits
        }
    })
}

impl Rights {
    /// Whose objects are seen, if any are.
    #[must_use]
    pub fn reach(self, object: Object) -> Reach {
        if self.own & object.own_bit() == 0 {
            Reach::All
        } else {
            Reach::Own
        }
    }

    /// The same rights with no other objects of these kinds in sight than one's own, and none either of what belongs to them.
    #[must_use]
    pub fn seeing_own(self, objects: impl IntoIterator<Item = Object>) -> Self {
        let named = self.own | own_bits_of(objects);
        Self {
            own: with_all_that_need(named) & own_bits_of(Object::OWNED),
            ..self
        }
    }

    /// The same rights of somebody who sees nothing but his own.
    #[must_use]
    pub fn seeing_all_own(self) -> Self {
        self.seeing_own(Object::OWNED)
    }

    /// The number that names what is seen of one's own only: of each kind by the bit of the right to see it.
    #[must_use]
    pub fn own_bits(self) -> i64 {
        own_bits_of(self.own_objects()).cast_signed()
    }

    /// These rights, narrowed as such a number says.
    #[must_use]
    pub fn seeing_own_bits(self, bits: i64) -> Self {
        let named = |object: &Object| bits.cast_unsigned() & object.own_bit() != 0;
        self.seeing_own(Object::OWNED.into_iter().filter(named))
    }

    /// Of which kinds one's own are seen and no others.
    pub fn own_objects(self) -> impl Iterator<Item = Object> {
        let is_own = move |object: &Object| {
            let holds = object.view().is_some_and(|view| self.holds(view));
            holds && self.reach(*object) == Reach::Own
        };
        Object::OWNED.into_iter().filter(is_own)
    }

    /// Whether all clients are seen, and those of others not with everything that belongs to them: there is a kind of papers and the like of
    /// which one's own only are seen, or, for who can look as a contact, nothing of what that would show him.
    #[must_use]
    pub fn sees_clients_partly(self) -> bool {
        let sees_own = |object: Object| self.reach(object) == Reach::Own;
        self.reach(Object::Clients) == Reach::All
            && (Object::of_clients().any(sees_own)
                || (self.holds(Right::InviteContacts) && !self.sees_what_cabinets_show()))
    }

    /// Whether something is seen of each kind that a cabinet shows.
    fn sees_what_cabinets_show(self) -> bool {
        let shown = CabinetRight::ALL.iter().filter_map(|part| part.shows());
        let mut views = shown.filter_map(Object::view);
        views.all(|view| !self.hides(view))
    }

    /// What is left of them where a client is somebody else's: nothing that concerns what is seen of one's own only, and nobody is let into a
    /// cabinet that shows all of it.
    #[must_use]
    pub fn for_clients_of_others(self) -> Self {
        let of_own = self.own & own_bits_of(Object::of_clients());
        if of_own == 0 && !self.sees_clients_partly() {
            return self;
        }
        let gone = with_all_that_need(of_own | Right::InviteContacts.bit());
        Self {
            held: self.held & !gone,
            ..self
        }
    }

    /// By what more of a client is seen or shown than single papers: whose client he is, his cabinet, letters that bring no paper.
    const OF_WHOLE_CLIENTS: [Right; 4] = [
        Right::EditClients,
        Right::InviteContacts,
        Right::SendMail,
        Right::ManageMail,
    ];

    /// Whether these rights reach all clients as a whole where others, which see less of some kind than of the clients, reach their own: as of a
    /// role that sees nothing of that kind, so that nothing keeps it from making a client somebody's.
    fn reach_around(self, others: Self) -> bool {
        // What is off for one is off for the other.
        let these = Self {
            off: self.off | others.off,
            ..self
        };
        others.sees_clients_partly()
            && these.reach(Object::Clients) == Reach::All
            && !these.sees_clients_partly()
            && Self::OF_WHOLE_CLIENTS.into_iter().any(|right| these.holds(right))
    }

    /// Whether somebody with these rights may do nothing and see nothing that is not among others.
    #[must_use]
    pub fn are_within(self, others: Self) -> bool {
        let sees_more = |object: Object| {
            let holds = object.view().is_some_and(|view| self.holds(view));
            holds && self.reach(object) > others.reach(object)
        };
        self.beyond(others).next().is_none() && !Object::OWNED.into_iter().any(sees_more) && !self.reach_around(others)
    }
}

#[cfg(test)]
mod tests {
    use super::super::module::Module;
    use super::{CabinetRight, Object, RIGHTS, Reach, Right, Rights};

    fn own(rights: Rights) -> Vec<Object> {
        rights.own_objects().collect()
    }

    #[test]
    fn what_belongs_to_an_object_is_seen_no_further() {
        let all = Rights::all();
        assert_eq!(own(all), []);
        for object in Object::OWNED {
            let expected: &[Object] = match object {
                Object::Clients => &[
                    Object::Clients,
                    Object::Contracts,
                    Object::Invoices,
                    Object::Acts,
                    Object::DeliveryNotes,
                    Object::Payments,
                    Object::Expenses,
                    Object::Tickets,
                ],
                Object::Invoices => &[Object::Invoices, Object::Acts, Object::DeliveryNotes, Object::Payments],
                _ => &[object],
            };
            assert_eq!(own(all.seeing_own([object])), expected, "{object}");
        }
        assert_eq!(own(all.seeing_all_own()), Object::OWNED);
        assert_eq!(all.seeing_all_own().reach(Object::Catalogue), Reach::All);
    }

    #[test]
    fn what_is_not_held_is_no_wider_than_what_it_needs() {
        let alone: Rights = [Right::ViewClients].into_iter().collect();
        let narrow = alone.seeing_own([Object::Clients]);
        assert_eq!(narrow.reach(Object::Invoices), Reach::Own);
        assert_eq!(own(narrow), [Object::Clients]);
    }

    #[test]
    fn a_number_names_what_is_ones_own() {
        for object in Object::OWNED {
            let narrow = Rights::all().seeing_own([object]);
            assert_eq!(Rights::all().seeing_own_bits(narrow.own_bits()), narrow, "{object}");
        }
        assert_eq!(Rights::all().own_bits(), 0);
        // The number that the migration of roles has written for those who saw their own only.
        assert_eq!(Rights::all().seeing_all_own().own_bits(), 5_641_478_213);
    }

    #[test]
    fn of_somebody_elses_client_nothing_is_left_that_is_seen_of_ones_own() {
        let narrow = Rights::all().seeing_own([Object::Invoices, Object::Leads]);
        assert!(narrow.sees_clients_partly() && !Rights::all().sees_clients_partly());
        assert!(!Rights::all().seeing_own([Object::Leads]).sees_clients_partly());
        assert!(!Rights::all().seeing_all_own().sees_clients_partly());
        let left = narrow.for_clients_of_others();
        for entry in RIGHTS {
            let gone = [Object::Invoices, Object::Acts, Object::DeliveryNotes, Object::Payments]
                .contains(&entry.object)
                || entry.right == Right::InviteContacts;
            assert_eq!(left.holds(entry.right), !gone, "{}", entry.code);
        }
    }

    #[test]
    fn to_see_nothing_of_a_kind_goes_no_further_than_to_see_ones_own() {
        let without = |gone: &[Right]| -> Rights {
            let left = Right::ALL.into_iter().filter(|right| !gone.contains(right));
            left.collect()
        };
        for object in CabinetRight::ALL.iter().filter_map(|part| part.shows()) {
            let none = without(&[object.view().unwrap()]);
            assert!(none.sees_clients_partly(), "{object}");
            let gone: Vec<Right> = none
                .beyond(none.for_clients_of_others())
                .map(|entry| entry.right)
                .collect();
            assert_eq!(gone, [Right::InviteContacts], "{object}");
        }
        // What no cabinet shows, and what is switched off, nobody sees through the eyes of a contact; nor who can't look as one.
        assert!(!without(&[Right::ViewExpenses]).sees_clients_partly());
        let off = without(&[Right::ViewActs]).without([Module::Acts]);
        assert!(!off.sees_clients_partly());
        assert_eq!(off.for_clients_of_others(), off);
        assert!(!without(&[Right::ViewInvoices, Right::InviteContacts]).sees_clients_partly());

        // Nor is it given by who sees his own: it would make a client his.
        let own = Rights::all().seeing_own([Object::Invoices]);
        let none = without(&[Right::ViewInvoices, Right::InviteContacts]).seeing_own([Object::Invoices]);
        assert!(none.are_within(own), "the kinds that hang on it are seen of one's own");
        let papers = [
            Right::ViewInvoices,
            Right::ViewActs,
            Right::ViewDeliveryNotes,
            Right::ViewPayments,
            Right::InviteContacts,
        ];
        let none = without(&papers);
        assert!(!none.are_within(own) && none.are_within(Rights::all()));
        let views = [Right::ViewClients, Right::ViewContracts];
        let views: Rights = views.into_iter().collect();
        assert!(views.are_within(own), "it only looks");
        let narrow = none.seeing_own([Object::Clients]);
        assert!(narrow.are_within(own), "its clients are given to it");
    }

    #[test]
    fn nobody_is_within_who_sees_further() {
        let all = Rights::all();
        for object in Object::OWNED {
            let narrow = all.seeing_own([object]);
            assert!(narrow.are_within(all) && narrow.are_within(narrow), "{object}");
            assert!(!all.are_within(narrow), "{object}");
        }
        let alone: Rights = [Right::ViewClients].into_iter().collect();
        assert!(alone.are_within(all.seeing_own([Object::Invoices])));
        assert!(!alone.are_within(all.seeing_own([Object::Clients])));
        assert!(!all.are_within(alone));
    }
}
