//! Who a request is for: a provider, a payer's page, or the sandbox itself.

use crate::admin;
use crate::page;
use crate::sandbox::cors;
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
        if is_cross_site(head, &self.world.hosts) {
            return None;
        }
        self.owner(head.path())?.breaks_off(head, &self.faults)
    }

    async fn handle(&self, request: Recorded) -> Reply {
        let origin = cors::origin(&request, &self.world.hosts).filter(|_| self.world.allows_cors);
        let Some(origin) = origin.map(str::to_owned) else {
            return self.answer(request).await;
        };
        if request.method == "OPTIONS" {
            return cors::preflight(&request, &origin);
        }
        cors::with_origin(self.answer(request).await, &origin)
    }
}

impl Server {
    async fn answer(&self, request: Recorded) -> Reply {
        // A payer may come from a shop's page, and see the link; what is done there is done on it.
        let hosts = &self.world.hosts;
        let page = request.path().strip_prefix(page::PREFIX);
        if let Some(path) =
            page.filter(|_| request.method != "POST" || !is_cross_site(&request, hosts))
        {
            return page::reply(self, path, &request);
        }
        if is_cross_site(&request, hosts) {
            return Reply::text(
                403,
                "text/plain",
                "a page of another site cannot use the sandbox\n",
            );
        }
        if let Some(path) = request.path().strip_prefix(admin::PREFIX) {
            return admin::reply(self, path, &request).await;
        }
        if request.path() == "/" && matches!(request.method.as_str(), "GET" | "HEAD") {
            return page::dashboard::reply(self, &request);
        }
        match self.owner(request.path()) {
            Some(api) => api.reply(request, &self.faults),
            None => Reply::text(404, "text/plain", "no provider has this address\n"),
        }
    }
}
