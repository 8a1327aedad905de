namespace PartnerChat.Benchmarks.World;

/// <summary>One of two: what their client knows of them.</summary>
/// <param name="Side">As the doors call it: <c>partner_a</c> or <c>partner_b</c>.</param>
/// <param name="Token">For the header of the API and the socket.</param>
/// <param name="Cookie">For pages and circuits.</param>
internal sealed record SeededPartner(Guid UserId, Guid SessionId, string Stamp, string Side)
{
    public string Token { get; init; } = "";

    public string Cookie { get; init; } = "";
}

/// <summary>Two people and their conversation.</summary>
internal sealed record Pair(Guid ConversationId, SeededPartner A, SeededPartner B);
