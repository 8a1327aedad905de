using System.Net;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Reading and writing the conversation.</summary>
public sealed class PartnerMessagesApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Messages = "/api/partner-messages";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_Message_IsAnsweredAsStored()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var clientId = Guid.NewGuid();

        var sent = await couple.A.PostAsync($"{Messages}/send", new { conversation_id = couple.ConversationId, sender_id = "partner_a", content = " <b>ü 🙂</b> ", client_message_id = clientId });

        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal(JsonValueKind.Null, sent["luna_suggestion"].ValueKind);
        var message = sent["message"];
        Assert.Equal(("<b>ü 🙂</b>", "sent", 1L), (message.GetProperty("content").GetString(), message.GetProperty("status").GetString(), message.GetProperty("seq").GetInt64()));
        Assert.Equal((couple.ConversationId, "partner_a", clientId), (message.GetProperty("conversation_id").GetString(), message.GetProperty("sender_id").GetString(), message.GetProperty("client_message_id").GetGuid()));
        Assert.Equal("[]", message.GetProperty("reactions").GetRawText());
        Assert.Equal("[]", message.GetProperty("emotions").GetRawText());
    }

    [Fact]
    public async Task Send_SameClientIdManyTimesAtOnce_IsThereOnce()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var body = new { conversation_id = couple.ConversationId, sender_id = "partner_a", content = "once", client_message_id = Guid.NewGuid() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => couple.A.PostAsync($"{Messages}/send", body)));

        Assert.Single(answers.Select(a => a.Text).Distinct());
        Assert.Single((await couple.ReadAsync(couple.A))["messages"].EnumerateArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u200B ")]
    [InlineData("a\0b")]
    public async Task Send_ContentThatIsNone_NamesTheField(string content)
    {
        using var couple = await ApiCouple.JoinAsync(server);

        var answer = await SendAsync(couple, couple.A, "partner_a", content);

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.True(answer["errors"].TryGetProperty("content", out _));
    }

    [Fact]
    public async Task Send_5001Characters_NamesTheField()
    {
        using var couple = await ApiCouple.JoinAsync(server);

        var answer = await SendAsync(couple, couple.A, "partner_a", string.Concat(Enumerable.Repeat("🙂", 5_001)));

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.True(answer["errors"].TryGetProperty("content", out _));
    }

    [Fact]
    public async Task Send_AsTheOther_IsForbidden()
    {
        using var couple = await ApiCouple.JoinAsync(server);

        ApiProblemTests.AssertProblem(await SendAsync(couple, couple.B, "partner_a", "mine"), HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("delivered", "delivered", 1)]
    [InlineData("read", "read", 2)]
    public async Task Mark_ByTheRecipient_RaisesTheStatus(string mark, string status, int marked)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("older");
        var id = await couple.SayAsync("newer");

        var answer = await couple.B.PatchAsync($"{Messages}/messages/{id}/{mark}");

        Assert.Equal("""{"success":true}""", answer.Text);
        var statuses = (await couple.ReadAsync(couple.A))["messages"].EnumerateArray().Select(m => m.GetProperty("status").GetString());
        Assert.Equal([marked == 2 ? status : "sent", status], statuses);
    }

    [Theory]
    [InlineData("delivered")]
    [InlineData("read")]
    public async Task Mark_BySenderOrStranger_IsForbiddenOrNotFound(string mark)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        using var stranger = await ApiCouple.JoinAsync(server);
        var path = $"{Messages}/messages/{await couple.SayAsync("mine")}/{mark}";

        ApiProblemTests.AssertProblem(await couple.A.PatchAsync(path), HttpStatusCode.Forbidden);
        ApiProblemTests.AssertProblem(await stranger.A.PatchAsync(path), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Foreign_AndAbsent_AreToldTheSame()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        using var stranger = await ApiCouple.JoinAsync(server);
        var (message, absent) = (await couple.SayAsync("ours"), Guid.CreateVersion7().ToString());
        (string Foreign, Func<string, Task<ApiAnswer>> Ask)[] calls =
        [
            (couple.RelationshipId, id => stranger.A.GetAsync($"{Messages}/conversation?relationship_id={id}")),
            (couple.ConversationId, id => stranger.A.GetAsync($"{Messages}/messages?conversation_id={id}")),
            (couple.ConversationId, id => stranger.A.GetAsync($"{Messages}/changes?conversation_id={id}&after=9")),
            (couple.ConversationId, id => stranger.A.PostAsync($"{Messages}/send", new { conversation_id = id, sender_id = "partner_a", content = "hello" })),
            (message, id => stranger.A.PatchAsync($"{Messages}/messages/{id}/delivered")),
            (message, id => stranger.A.PatchAsync($"{Messages}/messages/{id}/read")),
            (message, id => stranger.A.GetAsync($"{Messages}/messages/{id}/edits")),
            (message, id => stranger.A.SendAsync(HttpMethod.Patch, $"{Messages}/messages/{id}", new { content = "hello" })),
            (message, id => stranger.A.SendAsync(HttpMethod.Delete, $"{Messages}/messages/{id}")),
            (message, id => stranger.A.SendAsync(HttpMethod.Put, $"{Messages}/messages/{id}/reactions/❤️")),
            (message, id => stranger.A.SendAsync(HttpMethod.Delete, $"{Messages}/messages/{id}/reactions/❤️")),
        ];

        foreach (var (foreign, ask) in calls)
        {
            var (told, nothing) = (await ask(foreign), await ask(absent));
            ApiProblemTests.AssertProblem(told, HttpStatusCode.NotFound);
            Assert.Equal(nothing.TextWithoutTraceId, told.TextWithoutTraceId);
            Assert.Equal(nothing.Headers.Select(h => h.Key), told.Headers.Select(h => h.Key));
        }
    }

    [Fact]
    public async Task Conversation_AfterAMessage_TellsOfIt()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("hello");

        var conversation = await couple.B.GetAsync($"{Messages}/conversation?relationship_id={couple.RelationshipId}");

        Assert.Equal(("hello", 1, 1L), (conversation["last_message_preview"].GetString(), conversation["message_count"].GetInt32(), conversation["cursor"].GetInt64()));
    }

    [Fact]
    public async Task Conversation_AskedForByManyAtOnce_IsOne()
    {
        using var client = await ApiClient.SignInAsync(server, await server.NewAccountAsync());
        var relationship = (await client.PostAsync("/api/relationships", new { display_name = "Nora" }))["relationship_id"].GetString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.GetAsync($"{Messages}/conversation?relationship_id={relationship}")));

        Assert.Single(answers.Select(a => a.Text).Distinct());
    }

    [Fact]
    public async Task Everything_OfAnEndedRelationship_MayBeReadNotWritten()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var message = await couple.SayAsync("before the end");
        await EndAsync(couple);

        Assert.Equal(HttpStatusCode.OK, (await couple.B.GetAsync($"{Messages}/conversation?relationship_id={couple.RelationshipId}")).Status);
        Assert.Equal("sent", (await couple.ReadAsync(couple.B))["messages"][0].GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await couple.ReadChangesAsync(couple.B, 0)).Status);
        ApiProblemTests.AssertProblem(await SendAsync(couple, couple.A, "partner_a", "after it"), HttpStatusCode.Conflict);
        ApiProblemTests.AssertProblem(await couple.B.PatchAsync($"{Messages}/messages/{message}/read"), HttpStatusCode.Conflict);
        ApiProblemTests.AssertProblem(await couple.B.PatchAsync($"{Messages}/messages/{message}/delivered"), HttpStatusCode.Conflict);
        ApiProblemTests.AssertProblem(await couple.B.GetAsync("/api/relationships/current"), HttpStatusCode.NotFound);
    }

    private async Task EndAsync(ApiCouple couple)
    {
        await using var end = server.Get<PartnerChat.Data.ChatDataSources>().Readers.CreateCommand("""
            WITH ended AS (UPDATE relationships SET ended_at = now(), ended_by = 'partner_a' WHERE id = $1),
                 lefts AS (UPDATE relationship_members SET left_at = now() WHERE relationship_id = $1)
            UPDATE partner_conversations SET is_active = false WHERE relationship_id = $1
            """);
        end.Parameters.Add(new Npgsql.NpgsqlParameter { Value = Guid.Parse(couple.RelationshipId) });
        Assert.Equal(1, await end.ExecuteNonQueryAsync(Ct));
    }

    private static Task<ApiAnswer> SendAsync(ApiCouple couple, ApiClient by, string side, string content) =>
        by.PostAsync($"{Messages}/send", new { conversation_id = couple.ConversationId, sender_id = side, content });
}
