namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>A frame of a client's and what comes of it.</summary>
/// <param name="Say">The frame.</param>
/// <param name="Expected">
/// The type of the frame that the other partner's session is told, <c>error: code</c> for what the speaker is told, or the status of the handshake that was refused.
/// </param>
internal sealed record FrameCase(string Type, string What, Func<Target, Target, object> Say, Answers<string> Expected)
{
    public string Name => $"{Type}, {What}";
}

/// <summary>The socket: its handshake, and every frame that a client may send.</summary>
internal static class FrameTable
{
    /// <summary>The routes of the handshake; CONNECT is that of HTTP/2.</summary>
    public static readonly IReadOnlyList<string> Routes = ["GET /api/realtime/partner-chat", "CONNECT /api/realtime/partner-chat"];

    /// <summary>The handshake on the side that the actor names as theirs: 101 is the upgrade.</summary>
    public static readonly Answers<int> Handshake = new(401, 101, 101, 404, 409, 404, 401);

    /// <summary>The handshake on the other side.</summary>
    public static readonly Answers<int> HandshakeAsTheOther = new(401, 403, 403, 404, 403, 404, 401);

    /// <summary>The same address by a plain GET.</summary>
    public static readonly Answers<int> PlainGet = new(401, 400, 400, 400, 400, 400, 401);

    // Columns: nobody, partner A, partner B, a partner of another relationship, a partner of this one after its end, an admin, a locked-out user.
    // The second target is what somebody else has.
    public static readonly IReadOnlyList<FrameCase> Cases =
    [
        new("message", "plain", (_, _) => new { type = "message", content = "said" }, Told("new_message", "new_message")),
        new("message", "in reply", (t, _) => new { type = "message", content = "said", reply_to_id = t.MessageOfB }, Told("new_message", "new_message")),
        new("message", "in reply to a message of others", (_, o) => new { type = "message", content = "said", reply_to_id = o.MessageOfA }, Told("error: not_found", "error: not_found")),
        new("typing", "begun", (_, _) => new { type = "typing", is_typing = true }, Told("typing", "typing")),
        new("read", "a message of A", (t, _) => new { type = "read", message_id = t.MessageOfA }, Told("error: forbidden", "read_receipt")),
        new("read", "a message of B", (t, _) => new { type = "read", message_id = t.MessageOfB }, Told("read_receipt", "error: forbidden")),
        new("read", "a message of others", (_, o) => new { type = "read", message_id = o.MessageOfA }, Told("error: not_found", "error: not_found")),
    ];

    // Whoever gets no socket says nothing on it.
    private static Answers<string> Told(string partnerA, string partnerB) => new("401", partnerA, partnerB, "404", "409", "404", "401");
}
