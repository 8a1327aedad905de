namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>A page, or a call of a page's, and what each actor is answered: the status, and whereto if that is elsewhere.</summary>
/// <param name="Route"><c>page</c> and its pattern, or method and pattern.</param>
/// <param name="Address">Where it is asked for.</param>
internal sealed record PageCase(string Route, string Address, Answers<string> Expected);

/// <summary>The pages, and what they post to. A browser comes by its cookie.</summary>
internal static class PageTable
{
    private const string SignIn = "302 /account/login";

    // A page for who is not signed in.
    private static readonly Answers<string> LedOn = new("200", "302 /chat", "302 /chat", "302 /chat", "302 /chat", "302 /chat", "200");

    private static readonly Answers<string> ForSomebody = new(SignIn, "200", "200", "200", "200", "200", SignIn);

    // Columns: nobody, partner A, partner B, a partner of another relationship, a partner of this one after its end, an admin, a locked-out user.
    public static readonly IReadOnlyList<PageCase> Cases =
    [
        new("page /chat", "/chat", new(SignIn, "200", "200", "200", "200", "302 /begin", SignIn)),
        new("page /chat/ended/{ConversationId:guid}", "/chat/ended/01a00000-0000-7000-8000-00000000dead", new(SignIn, "404", "404", "404", "404", "404", SignIn)),
        new("page /settings/leave", "/settings/leave", new(SignIn, "200", "200", "200", "302 /chat", "302 /chat", SignIn)),
        new("page /settings/delete-account", "/settings/delete-account", new(SignIn, "200", "200", "200", "200", "200", SignIn)),
        new("page /account/deleted", "/account/deleted", Same("200")),
        new("page /admin/retention", "/admin/retention", new(SignIn, "404", "404", "404", "404", "200", SignIn)),
        new("page /settings", "/settings", new(SignIn, "200", "200", "200", "200", "200", SignIn)),
        new("page /settings/security", "/settings/security", ForSomebody),
        new("page /settings/security/two-factor", "/settings/security/two-factor", ForSomebody),
        new("page /settings/security/passkeys/{id}", "/settings/security/passkeys/none", new(SignIn, "404", "404", "404", "404", "404", SignIn)),
        // An admin who used no second factor is told how, on every page of theirs (AdminGateTests).
        new("page /admin/second-factor", "/admin/second-factor", new(SignIn, "404", "404", "404", "404", "200", SignIn)),
        new("page /settings/export", "/settings/export", new(SignIn, "200", "200", "200", "200", "200", SignIn)),
        new("page /admin", "/admin", new(SignIn, "404", "404", "404", "404", "200", SignIn)),
        new("page /admin/conversations/{Id:guid}", "/admin/conversations/01a00000-0000-7000-8000-000000000000", new(SignIn, "404", "404", "404", "404", "404", SignIn)),
        new("page /admin/audit", "/admin/audit", new(SignIn, "404", "404", "404", "404", "200", SignIn)),
        new("page /admin/accounts", "/admin/accounts", new(SignIn, "404", "404", "404", "404", "200", SignIn)),
        new("page /admin/health", "/admin/health", new(SignIn, "404", "404", "404", "404", "200", SignIn)),
        new("page /begin", "/begin", new(SignIn, "302 /chat", "302 /chat", "302 /chat", "200", "200", SignIn)),
        new("page /invite", "/invite", new("200", "302 /chat", "302 /chat", "302 /chat", "302 /begin", "302 /begin", "200")),
        new("page /invite/{code}", "/invite/none", Same("404")),
        new("page /account/login", "/account/login", LedOn),
        new("page /account/register", "/account/register", LedOn),
        new("page /account/second-factor", "/account/second-factor", Same("302 /account/login")),
        new("page /account/forgot", "/account/forgot", Same("200")),
        new("page /account/reset", "/account/reset", Same("410")),
        new("page /account/confirm", "/account/confirm", Same("410")),
        new("page /account/confirm/again", "/account/confirm/again", Same("200")),
        new("page /account/email", "/account/email", Same("410")),
        new("page /account/email/stop", "/account/email/stop", Same("410")),
        new("page /settings/email", "/settings/email", new(SignIn, "200", "200", "200", "200", "200", SignIn)),
        new("page /development/mails", "/development/mails", Same("200")),
        new("page /account/logout", "/account/logout", Same("200")),
        new("page /", "/", Same("200")),
        new("page /not-found", "/not-found", Same("200")),
        new("page /error", "/error", Same("200")),

        new("GET /invite/joined", "/invite/joined", new("401 /account/login", "200", "200", "200", "200", "200", "401 /account/login")),

        new("GET /settings/security/devices", "/settings/security/devices", new("401 /account/login", "200", "200", "200", "200", "200", "401 /account/login")),

        new("GET /settings/export/{format}", "/settings/export/json", new(SignIn, "200", "200", "200", "200", "302 /settings/export", SignIn)),

        // Without the token of a form of ours nobody is heard.
        new("POST /admin/audit/export", "/admin/audit/export", new(SignIn, "404", "404", "404", "404", "400", SignIn)),
        new("POST /account/logout", "/account/logout", Same("400")),
        new("POST /account/sign-out-everywhere", "/account/sign-out-everywhere", new(SignIn, "400", "400", "400", "400", "400", SignIn)),
        new("POST /account/passkey/addition", "/account/passkey/addition", new(SignIn, "400", "400", "400", "400", "400", SignIn)),
        new("POST /account/passkey/creation", "/account/passkey/creation", Same("400")),
        new("POST /account/passkey/request", "/account/passkey/request", Same("400")),
        new("POST /demo/sign-in", "/demo/sign-in", Same("400")),
    ];

    private static Answers<string> Same(string answer) => new(answer, answer, answer, answer, answer, answer, answer);
}
