import Testing

/// The web app in Chromium, before the real backend.
///
/// One browser at a time: each takes a core and a few hundred megabytes.
@Suite(
    .serialized,
    .enabled(if: ChromeDriver.isInstalled, "chromedriver is not installed (on Debian: apt-get install chromium-driver)")
)
struct AppTests {}
