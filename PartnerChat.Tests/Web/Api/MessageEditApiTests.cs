using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Editing, and what was said before, at the doors.</summary>
public sealed class MessageEditApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Messages = "/api/partner-messages";

    [Fact]
    public async Task Edit_Own_IsAnsweredAsStoredAndBothSeeWhatItSaid()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("first");

        var edited = await EditAsync(couple.A, id, "  second ");
        await EditAsync(couple.A, id, "third");

        Assert.Equal((HttpStatusCode.OK, "second"), (edited.Status, edited["content"].GetString()));
        Assert.Equal(JsonValueKind.String, edited["edited_at"].ValueKind);
        foreach (var client in new[] { couple.A, couple.B })
        {
            var edits = (await client.GetAsync($"{Messages}/messages/{id}/edits"))["edits"].EnumerateArray().ToList();
            Assert.Equal(["first", "second"], edits.Select(e => e.GetProperty("content").GetString()));
            Assert.Equal(edited["edited_at"].GetString(), edits[0].GetProperty("replaced_at").GetString());
        }

        var conversation = await couple.B.GetAsync($"{Messages}/conversation?relationship_id={couple.RelationshipId}");
        Assert.Equal("third", conversation["last_message_preview"].GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"content":" "}""")]
    [InlineData("""{"content":"a\u0000b"}""")]
    [InlineData("""{"content":7}""")]
    public async Task Edit_ContentThatIsNone_NamesTheField(string body)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("first");

        var answer = await couple.A.SendAsync(HttpMethod.Patch, $"{Messages}/messages/{id}", body);

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.True(answer["errors"].TryGetProperty("content", out _));
    }

    [Fact]
    public async Task Edit_Deleted_IsNotThereAndSaysNothingOfWhatItSaid()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("first");
        await EditAsync(couple.A, id, "second");
        await couple.A.SendAsync(HttpMethod.Delete, $"{Messages}/messages/{id}");

        ApiProblemTests.AssertProblem(await EditAsync(couple.A, id, "third"), HttpStatusCode.NotFound);
        ApiProblemTests.AssertProblem(await couple.B.GetAsync($"{Messages}/messages/{id}/edits"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Edit_AfterADay_IsAConflict()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("first");
        await using (var age = server.Get<PartnerChat.Data.ChatDataSources>().Readers.CreateCommand("UPDATE partner_messages SET sent_at = sent_at - interval '25 hours' WHERE id = $1"))
        {
            age.Parameters.Add(new Npgsql.NpgsqlParameter { Value = Guid.Parse(id) });
            await age.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        ApiProblemTests.AssertProblem(await EditAsync(couple.A, id, "second"), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Edit_WhileBothListen_IsToldOnceToEverySession()
    {
        var (a, b) = await ApiPartner.CoupleAsync(server);
        await using var sender = await a.ListenAsync();
        await using var partner = await b.ListenAsync();
        var id = (string)(await a.SendAsync("first"))["id"]!;
        await sender.WaitForAsync("delivered");

        using var once = await a.Http.PatchAsync($"{Messages}/messages/{id}", Body("second"), TestContext.Current.CancellationToken);
        using var again = await a.Http.PatchAsync($"{Messages}/messages/{id}", Body("second"), TestContext.Current.CancellationToken);
        await a.SendAsync("after");

        foreach (var client in new[] { sender, partner })
        {
            await client.WaitForAsync(c => c.Frames.Any(f => (string?)f["message"]?["content"] == "after"));
            var told = Assert.Single(client.Of("message_updated"));
            Assert.Equal((id, "second", 3L), ((string?)told["message"]!["id"], (string?)told["message"]!["content"], (long)told["cursor"]!));
        }
    }

    private static StringContent Body(string content) => new(new JsonObject { ["content"] = content }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");

    private static Task<ApiAnswer> EditAsync(ApiClient by, string id, string content) => by.SendAsync(HttpMethod.Patch, $"{Messages}/messages/{id}", new { content });
}
