using System.Net;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Reactions, at the doors.</summary>
public sealed class MessageReactionApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Messages = "/api/partner-messages";

    [Theory]
    [InlineData("❤️")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("#️⃣")]
    [InlineData("🏳️‍🌈")]
    public async Task Put_Emoji_IsInTheMessageEverywhere(string emoji)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("hello");

        var put = await PutAsync(couple.B, id, emoji);

        Assert.Equal(HttpStatusCode.OK, put.Status);
        var reaction = Assert.Single(put["reactions"].EnumerateArray());
        Assert.Equal((emoji, "partner_b"), (reaction.GetProperty("emoji").GetString(), reaction.GetProperty("partner_id").GetString()));
        Assert.EndsWith("Z", reaction.GetProperty("at").GetString(), StringComparison.Ordinal);
        Assert.Equal(put["reactions"].GetRawText(), ReactionsIn(await couple.ReadAsync(couple.A)));
        Assert.Equal(put["reactions"].GetRawText(), ReactionsIn(await couple.ReadChangesAsync(couple.A, 1)));
    }

    [Fact]
    public async Task PutAndDelete_OfBoth_EachChangesTheirOwn()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("hello");

        await PutAsync(couple.A, id, "👍");
        await PutAsync(couple.B, id, "❤️");
        var replaced = await PutAsync(couple.A, id, "😀");
        var other = await DeleteAsync(couple.A, id, "❤️");
        var removed = await DeleteAsync(couple.A, id, "😀");

        Assert.Equal(["😀", "❤️"], Emojis(replaced));
        Assert.Equal(["😀", "❤️"], Emojis(other));
        Assert.Equal(["❤️"], Emojis(removed));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("👍👍")]
    [InlineData("%FF")]
    public async Task Put_NoEmoji_NamesIt(string text)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("hello");

        var answer = await couple.A.SendAsync(HttpMethod.Put, $"{Messages}/messages/{id}/reactions/{text}");

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.True(answer["errors"].TryGetProperty("emoji", out _));
    }

    [Fact]
    public async Task Put_OnADeletedMessage_IsNotThere()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var id = await couple.SayAsync("hello");
        await couple.A.SendAsync(HttpMethod.Delete, $"{Messages}/messages/{id}");

        ApiProblemTests.AssertProblem(await PutAsync(couple.B, id, "👍"), HttpStatusCode.NotFound);
        ApiProblemTests.AssertProblem(await DeleteAsync(couple.B, id, "👍"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Put_WhileBothListen_IsToldOnceToEverySession()
    {
        var (a, b) = await ApiPartner.CoupleAsync(server);
        await using var sender = await a.ListenAsync();
        await using var partner = await b.ListenAsync();
        var id = (string)(await a.SendAsync("hello"))["id"]!;
        await sender.WaitForAsync("delivered");

        using var once = await b.Http.PutAsync($"{Messages}/messages/{id}/reactions/👍", null, TestContext.Current.CancellationToken);
        using var again = await b.Http.PutAsync($"{Messages}/messages/{id}/reactions/👍", null, TestContext.Current.CancellationToken);
        await a.SendAsync("after");

        foreach (var client in new[] { sender, partner })
        {
            await client.WaitForAsync(c => c.Frames.Any(f => (string?)f["message"]?["content"] == "after"));
            var told = Assert.Single(client.Of("message_updated"));
            Assert.Equal((id, 3L), ((string?)told["message"]!["id"], (long)told["cursor"]!));
            Assert.Equal("👍", (string?)Assert.Single(told["message"]!["reactions"]!.AsArray())!["emoji"]);
        }
    }

    private static string ReactionsIn(ApiAnswer page) => page["messages"].EnumerateArray().Single().GetProperty("reactions").GetRawText();

    private static IEnumerable<string?> Emojis(ApiAnswer message) => message["reactions"].EnumerateArray().Select(r => r.GetProperty("emoji").GetString());

    private static Task<ApiAnswer> PutAsync(ApiClient by, string id, string emoji) => by.SendAsync(HttpMethod.Put, Address(id, emoji));

    private static Task<ApiAnswer> DeleteAsync(ApiClient by, string id, string emoji) => by.SendAsync(HttpMethod.Delete, Address(id, emoji));

    private static string Address(string id, string emoji) => $"{Messages}/messages/{id}/reactions/{Uri.EscapeDataString(emoji)}";
}
