import Transcoding

extension RouteTable<GatewayContext> {
    /// The two ends of a sign-in by a provider. They answer GET alone: HEAD would begin a sign-in, or use one up, for
    /// somebody who only wants to look.
    mutating func addSignIn(sessions: SessionValidator, sites: OwnSite) {
        let signIn = SignIn(sessions: sessions)
        add(BeginSignIn(signIn: signIn, sites: sites), offersHead: false)
        add(CompleteSignIn(signIn: signIn), offersHead: false)
    }
}
