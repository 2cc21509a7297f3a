//! Who a request is for: a provider, a payer's page, or the sandbox itself.

use crate::admin;
use crate::sandbox::cross_site::is_cross_site;
use crate::server::Server;
use crate::wire::{Handler, NoAnswer, Recorded, Reply};

impl Handler for Server {
    fn may_turn_away(&self) -> bool {
        self.faults.wait_for_a_connection()
    }

    fn turns_away(&self, target: &str) -> bool {
        let path = target.split('?').next().unwrap_or_default();
        self.owner(path).is_some() && self.faults.on_connection().is_some()
    }

    fn breaks_off(&self, head: &Recorded) -> Option<NoAnswer> {
        if is_cross_site(head) {
            return None;
        }
        self.owner(head.path())?.breaks_off(head, &self.faults)
    }

    async fn handle(&self, request: Recorded) -> Reply {
        // A payer may come from a shop's page; everything else is for programs.
        if let Some(path) = request.path().strip_prefix("/pay/") {
            return payment_page(self, path);
        }
        if is_cross_site(&request) {
            return Reply::text(
                403,
                "text/plain",
                "a page of another site cannot use the sandbox\n",
            );
        }
        if let Some(path) = request.path().strip_prefix(admin::PREFIX) {
            return admin::reply(self, path, &request).await;
        }
        match self.owner(request.path()) {
            Some(api) => api.reply(request, &self.faults),
            None => Reply::text(404, "text/plain", "no provider has this address\n"),
        }
    }
}

/// What a payer would see. Nobody can pay here: one line says which link it is.
fn payment_page(server: &Server, path: &str) -> Reply {
    let found = path.split_once('/').and_then(|(provider, segment)| {
        let link = server.api(provider)?.provider.page(segment)?;
        Some(format!(
            "{provider} payment link {}: {}\n",
            link.id, link.status
        ))
    });
    let (status, page) = match found {
        Some(page) => (200, page),
        None => (404, "no such payment link\n".to_owned()),
    };
    Reply::text(status, "text/plain; charset=utf-8", page)
}
