using System.Net;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Deleting for both, at the doors.</summary>
public sealed class MessageDeleteApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Messages = "/api/partner-messages";

    [Fact]
    public async Task Delete_Own_LeavesTheHistoryAndStandsAmongTheChanges()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("stays");
        var id = await couple.SayAsync("goes");

        var answer = await DeleteAsync(couple.A, id);

        Assert.Equal((HttpStatusCode.OK, """{"success":true}"""), (answer.Status, answer.Text));
        Assert.Equal(["stays"], (await couple.ReadAsync(couple.B))["messages"].EnumerateArray().Select(m => m.GetProperty("content").GetString()));
        var changed = (await couple.ReadChangesAsync(couple.B, 2))["messages"].EnumerateArray().First(m => m.GetProperty("id").GetString() == id);
        Assert.Equal("", changed.GetProperty("content").GetString());
        Assert.Equal(JsonValueKind.String, changed.GetProperty("deleted_at").ValueKind);
        var conversation = await couple.B.GetAsync($"{Messages}/conversation?relationship_id={couple.RelationshipId}");
        Assert.Equal(("stays", 1), (conversation["last_message_preview"].GetString(), conversation["message_count"].GetInt32()));
    }

    [Fact]
    public async Task Delete_Again_AnswersTheSameAndMovesNoCursor()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("goes");
        await DeleteAsync(couple.A, id);

        var again = await DeleteAsync(couple.A, id);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(2, (await couple.ReadChangesAsync(couple.A, 0))["cursor"].GetInt64());
    }

    [Fact]
    public async Task Send_ClientIdOfADeletedMessage_GivesTheTombstone()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var body = new { conversation_id = couple.ConversationId, sender_id = "partner_a", content = "once", client_message_id = Guid.NewGuid() };
        var sent = await couple.A.PostAsync($"{Messages}/send", body);
        await DeleteAsync(couple.A, sent["message"].GetProperty("id").GetString()!);

        var again = (await couple.A.PostAsync($"{Messages}/send", body))["message"];

        Assert.Equal((sent["message"].GetProperty("id").GetString(), ""), (again.GetProperty("id").GetString(), again.GetProperty("content").GetString()));
        Assert.Equal(JsonValueKind.String, again.GetProperty("deleted_at").ValueKind);
    }

    [Fact]
    public async Task Delete_WhileBothListen_IsToldOnceToEverySession()
    {
        var (a, b) = await ApiPartner.CoupleAsync(server);
        await using var sender = await a.ListenAsync();
        await using var other = await a.ListenAsync();
        await using var partner = await b.ListenAsync();
        var id = (string)(await a.SendAsync("goes"))["id"]!;
        await sender.WaitForAsync("delivered");

        await a.Http.DeleteAsync($"{Messages}/messages/{id}", TestContext.Current.CancellationToken);
        await a.Http.DeleteAsync($"{Messages}/messages/{id}", TestContext.Current.CancellationToken);
        await a.SendAsync("after");

        foreach (var client in new[] { sender, other, partner })
        {
            await client.WaitForAsync(c => c.Frames.Any(f => (string?)f["message"]?["content"] == "after"));
            var told = Assert.Single(client.Of("message_updated"));
            Assert.Equal((id, "", 3L), ((string?)told["message"]!["id"], (string?)told["message"]!["content"], (long)told["cursor"]!));
            Assert.NotNull(told["message"]!["deleted_at"]);
        }
    }

    private static Task<ApiAnswer> DeleteAsync(ApiClient by, string id) => by.SendAsync(HttpMethod.Delete, $"{Messages}/messages/{id}");
}
