using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>A call of the API and what each actor is answered: the status.</summary>
/// <param name="Method">As the route has it; <c>*</c> for a route of any.</param>
/// <param name="Ask">The rest of the address after the pattern, or an address that begins with a slash; and the body.</param>
internal sealed record RouteCase(string Method, string Pattern, string What, Func<Target, (string Address, object? Body)> Ask, Answers<int> Expected)
{
    public string Name => What.Length == 0 ? $"{Method} {Pattern}" : $"{Method} {Pattern}, {What}";

    public HttpRequestMessage ToRequest(Target target)
    {
        var (address, body) = Ask(target);
        return new HttpRequestMessage(new HttpMethod(Method == "*" ? "GET" : Method), address.StartsWith('/') ? address : Pattern + address)
        {
            Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body),
        };
    }
}

/// <summary>Every route under <c>/api</c> but the socket, which has a table of its own.</summary>
internal static class RouteTable
{
    private const string Relationships = "/api/relationships";
    private const string Messages = "/api/partner-messages";
    private const string Auth = "/api/auth";
    private const string Taken = "taken out";

    // Columns: nobody, partner A, partner B, a partner of another relationship, a partner of this one after its end, an admin, a locked-out user.
    public static readonly IReadOnlyList<RouteCase> Cases =
    [
        new("POST", Relationships, "", _ => ("", new { display_name = "Nora" }), new(401, 409, 409, 409, 201, 201, 401)),
        new("POST", $"{Relationships}/invite", "", Nothing, new(401, 409, 409, 409, 404, 404, 401)),
        new("POST", $"{Relationships}/accept", "", t => ("", new { invite_code = t.InviteCode, display_name = "Nora" }), new(401, 409, 409, 409, 200, 200, 401)),
        new("GET", $"{Relationships}/current", "", Nothing, new(401, 200, 200, 200, 404, 404, 401)),

        new("GET", $"{Messages}/conversation", "", t => ($"?relationship_id={t.RelationshipId}", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/messages", "", t => ($"?conversation_id={t.ConversationId}", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/messages", "before a time", t => ($"?conversation_id={t.ConversationId}&before=2100-01-01T00:00:00Z", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/messages", "after a time", t => ($"?conversation_id={t.ConversationId}&after=2000-01-01T00:00:00Z", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/changes", "", t => ($"?conversation_id={t.ConversationId}&after=0", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/changes", "from the future", t => ($"?conversation_id={t.ConversationId}&after=99", null), new(401, 400, 400, 404, 400, 404, 401)),
        new("GET", $"{Messages}/search", "", t => ($"?conversation_id={t.ConversationId}&q=by", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/search", "before a time", t => ($"?conversation_id={t.ConversationId}&q=by&before=2100-01-01T00:00:00Z", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/search", "for nothing", t => ($"?conversation_id={t.ConversationId}&q=%20", null), new(401, 400, 400, 400, 400, 400, 401)),
        new("GET", $"{Messages}/export", "as data", t => ($"?conversation_id={t.ConversationId}&format=json", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/export", "to read", t => ($"?conversation_id={t.ConversationId}&format=html&zone=Europe/Berlin", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("GET", $"{Messages}/export", "of no form", t => ($"?conversation_id={t.ConversationId}&format=pdf", null), new(401, 400, 400, 400, 400, 400, 401)),
        new("POST", $"{Messages}/send", "as themselves", t => ("", Send(t, t.Side)), new(401, 200, 200, 404, 409, 404, 401)),
        new("POST", $"{Messages}/send", "as the other", t => ("", Send(t, t.Side.Other())), new(401, 403, 403, 404, 403, 404, 401)),
        new("POST", $"{Messages}/send", "in reply", t => ("", Send(t, t.Side, t.MessageOfB)), new(401, 200, 200, 404, 409, 404, 401)),
        new("PATCH", $"{Messages}/messages/{{id}}/delivered", "of A", t => ($"{Messages}/messages/{t.MessageOfA}/delivered", null), new(401, 403, 200, 404, 403, 404, 401)),
        new("PATCH", $"{Messages}/messages/{{id}}/delivered", "of B", t => ($"{Messages}/messages/{t.MessageOfB}/delivered", null), new(401, 200, 403, 404, 409, 404, 401)),
        new("PATCH", $"{Messages}/messages/{{id}}/read", "of A", t => ($"{Messages}/messages/{t.MessageOfA}/read", null), new(401, 403, 200, 404, 403, 404, 401)),
        new("PATCH", $"{Messages}/messages/{{id}}/read", "of B", t => ($"{Messages}/messages/{t.MessageOfB}/read", null), new(401, 200, 403, 404, 409, 404, 401)),
        new("PATCH", $"{Messages}/messages/{{id}}", "of A", t => ($"{Messages}/messages/{t.MessageOfA}", new { content = "edited" }), new(401, 200, 403, 404, 409, 404, 401)),
        new("PATCH", $"{Messages}/messages/{{id}}", "of B", t => ($"{Messages}/messages/{t.MessageOfB}", new { content = "edited" }), new(401, 403, 200, 404, 403, 404, 401)),
        new("GET", $"{Messages}/messages/{{id}}/edits", "", t => ($"{Messages}/messages/{t.MessageOfA}/edits", null), new(401, 200, 200, 404, 200, 404, 401)),
        new("PUT", $"{Messages}/messages/{{id}}/reactions/{{emoji}}", "of A", t => ($"{Messages}/messages/{t.MessageOfA}/reactions/❤️", null), new(401, 200, 200, 404, 409, 404, 401)),
        new("PUT", $"{Messages}/messages/{{id}}/reactions/{{emoji}}", "of B", t => ($"{Messages}/messages/{t.MessageOfB}/reactions/❤️", null), new(401, 200, 200, 404, 409, 404, 401)),
        new("DELETE", $"{Messages}/messages/{{id}}/reactions/{{emoji}}", "of A", t => ($"{Messages}/messages/{t.MessageOfA}/reactions/❤️", null), new(401, 200, 200, 404, 409, 404, 401)),
        new("DELETE", $"{Messages}/messages/{{id}}/reactions/{{emoji}}", "of B", t => ($"{Messages}/messages/{t.MessageOfB}/reactions/❤️", null), new(401, 200, 200, 404, 409, 404, 401)),
        new("DELETE", $"{Messages}/messages/{{id}}", "of A", t => ($"{Messages}/messages/{t.MessageOfA}", null), new(401, 200, 403, 404, 409, 404, 401)),
        new("DELETE", $"{Messages}/messages/{{id}}", "of B", t => ($"{Messages}/messages/{t.MessageOfB}", null), new(401, 403, 200, 404, 403, 404, 401)),

        // The same to everybody: what they carry besides is not asked for.
        new("POST", $"{Auth}/register", "", _ => ("", new { email = $"{Guid.NewGuid():N}@example.org", password = Accounts.Password }), new(200, 200, 200, 200, 200, 200, 200)),
        new("POST", $"{Auth}/login", "", t => ("", new { email = t.Email, password = Accounts.Password }), new(401, 200, 200, 200, 200, 200, 401)),
        new("POST", $"{Auth}/refresh", "", t => ("", new { refreshToken = t.RefreshToken }), new(401, 200, 200, 200, 200, 200, 401)),
        new("POST", $"{Auth}/logout", "", Nothing, new(401, 200, 200, 200, 200, 200, 401)),
        new("GET", $"{Auth}/manage/info", "", Nothing, new(401, 200, 200, 200, 200, 200, 401)),
        new("POST", $"{Auth}/manage/info", "", _ => ("", new { }), new(401, 200, 200, 200, 200, 200, 401)),
        new("POST", "/api/realtime/ticket", "", Nothing, new(401, 200, 200, 200, 200, 200, 401)),

        new("*", $"{Auth}/confirmEmail", Taken, Nothing, new(404, 404, 404, 404, 404, 404, 404)),
        new("*", $"{Auth}/resendConfirmationEmail", Taken, Nothing, new(404, 404, 404, 404, 404, 404, 404)),
        new("*", $"{Auth}/forgotPassword", Taken, Nothing, new(404, 404, 404, 404, 404, 404, 404)),
        new("*", $"{Auth}/resetPassword", Taken, Nothing, new(404, 404, 404, 404, 404, 404, 404)),
        new("*", $"{Auth}/manage/2fa", Taken, Nothing, new(404, 404, 404, 404, 404, 404, 404)),
        new("*", "/api/{**rest}", "nothing there", _ => ("/api/nothing", null), new(404, 404, 404, 404, 404, 404, 404)),
    ];

    private static (string, object?) Nothing(Target target) => ("", null);

    private static object Send(Target target, PartnerSide side, Guid? replyTo = null) =>
        new { conversation_id = target.ConversationId, sender_id = side.ToName(), content = "said", reply_to_id = replyTo };
}
