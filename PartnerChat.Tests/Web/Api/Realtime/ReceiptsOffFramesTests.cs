using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>What the two let each other see, at the API's doors.</summary>
public sealed class ReceiptsOffFramesTests(ChatServer server) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Read_ReceiptsOff_SaysDeliveredOnTheSocketInHistoryAndInChanges()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await ChangeAsync(sami, new(ReadReceipts: false));
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        await a.SayAsync("Are you there?");
        var told = await b.WaitForAsync("new_message");
        await a.WaitForAsync("delivered");

        await b.SendAsync(new { type = "read", message_id = (string?)told["message"]!["id"] });
        var marked = await sami.Http.PatchAsync($"/api/partner-messages/messages/{told["message"]!["id"]}/read", null, TestContext.Current.CancellationToken);
        await a.SayAsync("Well");
        await b.WaitForAsync(c => c.Of("new_message").Count() == 2);

        Assert.True(marked.IsSuccessStatusCode);
        Assert.Empty(a.Of("read_receipt").Concat(b.Of("read_receipt")));
        foreach (var message in await ReadAllAsync(nora))
            Assert.Equal(("delivered", null), ((string?)message["status"] is "sent" ? "delivered" : (string?)message["status"], (string?)message["read_at"]));
    }

    [Fact]
    public async Task Search_ReceiptsOff_FindsWhatWasReadBeforeAsDelivered()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        var id = (string?)(await nora.SendAsync("the blue cup"))["id"];
        await sami.Http.PatchAsync($"/api/partner-messages/messages/{id}/read", null, TestContext.Current.CancellationToken);
        await ChangeAsync(nora, new(ReadReceipts: false));
        JsonArray found = [];

        await Eventually.HoldsAsync(async () =>
        {
            var answer = await nora.Http.GetFromJsonAsync<JsonObject>($"/api/partner-messages/search?conversation_id={nora.ConversationId}&q=blue", TestContext.Current.CancellationToken);
            return (found = answer!["messages"]!.AsArray()).Count > 0;
        }, TestContext.Current.CancellationToken);

        Assert.Equal(("delivered", null), ((string?)found.Single()!["status"], (string?)found.Single()!["read_at"]));
    }

    [Fact]
    public async Task Switch_ReceiptsOffAndOn_IsANoticeToEverySessionOfBoth()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();

        await ChangeAsync(sami, new(ReadReceipts: false));
        await ChangeAsync(sami, new(ReadReceipts: true));

        foreach (var client in new[] { a, b })
        {
            await client.WaitForAsync(c => c.Of("notice").Count() == 2);
            Assert.Equal(["receipts_off", "receipts_on"], client.Of("notice").Select(f => (string?)f["kind"]));
            Assert.All(client.Of("notice"), f =>
            {
                Assert.Equal("partner_b", (string?)f["partner_id"]);
                Assert.NotNull((string?)f["at"]);
                Assert.Null(f["cursor"]);
            });
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Return_WithACursorOrFromTheBeginning_TellsTheNoticesThatWereMissed(bool fromTheBeginning)
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        long cursor;
        await using (var before = await nora.ListenAsync())
        {
            await before.SayAsync("Back in an hour");
            await before.WaitForAsync("message_sent");
            cursor = before.Cursor;
        }

        await ChangeAsync(sami, new(ReadReceipts: false));
        await sami.SendAsync("Take your time");
        await ChangeAsync(sami, new(ReadReceipts: true));

        await using var back = await nora.ListenAsync(after: fromTheBeginning ? 0 : cursor);
        await back.WaitForAsync(c => c.Of("notice").Count() == 2);
        Assert.Equal(["receipts_off", "receipts_on"], back.Of("notice").Select(f => (string?)f["kind"]));
        Assert.Single(back.Of("new_message"));
    }

    [Fact]
    public async Task Return_NoticesFromBeforeItLeft_AreNotToldAgain()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await ChangeAsync(sami, new(ReadReceipts: false));
        await using (var age = server.Get<ChatDataSources>().Writers.CreateCommand("UPDATE notices SET at = at - interval '2 minutes' WHERE conversation_id = $1"))
        {
            age.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = nora.ConversationId });
            await age.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var before = await nora.ListenAsync();
        await before.SayAsync("Seen");
        await before.WaitForAsync("message_sent");

        await using var back = await nora.ListenAsync(after: before.Cursor);
        await ChangeAsync(sami, new(ReadReceipts: true));

        await back.WaitForAsync("notice");
        Assert.Equal(["receipts_on"], back.Of("notice").Select(f => (string?)f["kind"]));
    }

    [Fact]
    public async Task Presence_Off_EndsItAndTellsNeitherComingNorGoing()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using (await sami.ListenAsync()) await a.WaitForAsync(c => c.Of("presence").Any(f => (bool)f["is_online"]!));

        await ChangeAsync(nora, new(Presence: false));

        await a.WaitForAsync(c => c.Of("presence").LastOrDefault() is { } last && !(bool)last["is_online"]! && last["last_seen_at"] is null);
        var before = a.Of("presence").Count();
        await using var again = await SocketClient.ConnectAsync(sami.SocketAddress(), o => o.SetRequestHeader("Authorization", $"Bearer {sami.Token}"));
        await again.SayAsync("Me again");
        await again.WaitForAsync("message_sent");
        await a.WaitForAsync("new_message");
        Assert.Equal(before, a.Of("presence").Count());
        Assert.Empty(again.Of("presence"));
    }

    [Fact]
    public async Task Typing_Off_IsNotTold()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        await ChangeAsync(nora, new(TypingIndicator: false));

        await b.SendAsync(new { type = "typing", is_typing = true });
        await a.SendAsync(new { type = "typing", is_typing = true });
        await b.SayAsync("from b");
        await a.SayAsync("from a");

        await a.WaitForAsync("new_message");
        await b.WaitForAsync("new_message");
        Assert.DoesNotContain(a.Of("typing").Concat(b.Of("typing")), f => (bool)f["is_typing"]!);
    }

    private async Task ChangeAsync(ApiPartner partner, SettingsChange change) =>
        Assert.Null((await server.Get<SettingsService>().ChangeAsync(partner.Account.Id, change, TestContext.Current.CancellationToken)).Error);

    private static async Task<IReadOnlyList<JsonNode>> ReadAllAsync(ApiPartner partner)
    {
        var history = await partner.Http.GetFromJsonAsync<JsonObject>($"/api/partner-messages/messages?conversation_id={partner.ConversationId}", TestContext.Current.CancellationToken);
        var changes = await partner.Http.GetFromJsonAsync<JsonObject>($"/api/partner-messages/changes?conversation_id={partner.ConversationId}&after=0", TestContext.Current.CancellationToken);
        return [.. history!["messages"]!.AsArray().Concat(changes!["messages"]!.AsArray()).Select(m => m!)];
    }
}
