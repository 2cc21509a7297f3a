//! The real transport on a fixed runtime.

use std::sync::Arc;

use paylink_core::ClientBuilder;
use paylink_core::provider::BuildClient;
use paylink_core::transport::Connection;
use paylink_testkit::FixedRuntime;

/// The real transport on a fixed runtime, and the runtime to look at.
#[must_use]
pub fn connection() -> (Connection, Arc<FixedRuntime>) {
    let runtime = Arc::new(FixedRuntime::default());
    let connection = paylink_reqwest::connection().unwrap();
    (connection.with_runtime(runtime.clone()), runtime)
}

/// The client of this address, over the real transport on a fixed runtime.
pub fn client<C: BuildClient>(builder: ClientBuilder<C>, base_url: impl AsRef<str>) -> C {
    let builder = builder.base_url(base_url).unwrap();
    builder.connection(connection().0).build().unwrap()
}
