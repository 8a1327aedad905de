using System.Net;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Two partners at the API, and their conversation with nothing in it.</summary>
public sealed record ApiCouple(ApiClient A, ApiClient B, SignedUpCouple Accounts, string RelationshipId, string ConversationId) : IDisposable
{
    private const string Messages = "/api/partner-messages";

    public static async Task<ApiCouple> JoinAsync(ChatServer server)
    {
        var accounts = await server.NewCoupleAsync();
        var (a, b) = (await ApiClient.SignInAsync(server, accounts.A), await ApiClient.SignInAsync(server, accounts.B));
        var relationship = (await a.GetAsync("/api/relationships/current"))["relationship_id"].GetString()!;
        var conversation = (await a.GetAsync($"{Messages}/conversation?relationship_id={relationship}"))["id"].GetString()!;
        return new ApiCouple(a, b, accounts, relationship, conversation);
    }

    /// <summary>Partner A says something; returns the message's id.</summary>
    public async Task<string> SayAsync(string content)
    {
        var sent = await A.PostAsync($"{Messages}/send", new { conversation_id = ConversationId, sender_id = "partner_a", content });
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        return sent["message"].GetProperty("id").GetString()!;
    }

    /// <summary>A page of history.</summary>
    public Task<ApiAnswer> ReadAsync(ApiClient by, string query = "") => by.GetAsync($"{Messages}/messages?conversation_id={ConversationId}{query}");

    /// <summary>What changed after a cursor.</summary>
    public Task<ApiAnswer> ReadChangesAsync(ApiClient by, long after, string query = "") => by.GetAsync($"{Messages}/changes?conversation_id={ConversationId}&after={after}{query}");

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
