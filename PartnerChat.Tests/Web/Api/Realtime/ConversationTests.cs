using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>What two partners and their devices hear of each other over sockets.</summary>
public sealed class ConversationTests(ChatServer server) : IClassFixture<ChatServer>
{
    [Fact]
    public async Task Message_Sent_IsToldToEverySessionOfBoth()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var phone = await nora.ListenAsync();
        await using var desk = await nora.ListenAsync();
        await using var other = await sami.ListenAsync();

        var id = await phone.SayAsync("Good morning");

        var sent = await phone.WaitForAsync("message_sent");
        var mirrored = await desk.WaitForAsync("message_sent");
        var told = await other.WaitForAsync("new_message");
        Assert.Equal(id, (Guid?)sent["message"]!["client_message_id"]);
        Assert.Equal("Good morning", (string?)told["message"]!["content"]);
        Assert.Equal([1, 1, 1], new[] { sent, mirrored, told }.Select(f => (long)f["cursor"]!));
    }

    [Fact]
    public async Task Message_WrittenToThePartnersSocket_BecomesDelivered()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();

        await a.SayAsync("Are you there?");

        var delivered = await a.WaitForAsync("delivered");
        Assert.Equal((string?)a.Of("message_sent").Single()["message"]!["id"], (string?)delivered["message_id"]);
        Assert.Equal(2, (long?)delivered["cursor"]);
        Assert.Empty(b.Of("delivered"));
    }

    [Fact]
    public async Task Read_OfTheNewest_IsToldToBothForEachMessageInOrder()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        for (var i = 0; i < 3; i++) await a.SayAsync($"{i}");
        await a.WaitForAsync(c => c.Of("delivered").Count() == 3);
        var ids = b.Of("new_message").Select(f => (string?)f["message"]!["id"]).ToList();

        await b.SendAsync(new { type = "read", message_id = ids[^1] });

        foreach (var client in new[] { a, b })
        {
            await client.WaitForAsync(c => c.Of("read_receipt").Count() == 3);
            Assert.Equal(ids, client.Of("read_receipt").Select(f => (string?)f["message_id"]));
            Assert.All(client.Of("read_receipt"), f => Assert.Equal("partner_b", (string?)f["read_by"]));
        }
    }

    [Fact]
    public async Task Read_OfOnesOwnMessage_IsForbidden()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await a.SayAsync("mine");
        var mine = await a.WaitForAsync("message_sent");

        await a.SendAsync(new { type = "read", message_id = (string?)mine["message"]!["id"] });

        Assert.Equal("forbidden", (string?)(await a.WaitForAsync("error"))["code"]);
    }

    [Fact]
    public async Task Typing_StartedAndEndedByTheMessage_IsToldToThePartnerAlone()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var desk = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();

        await a.SendAsync(new { type = "typing", is_typing = true });
        await b.WaitForAsync(c => c.Of("typing").Any());
        await a.SayAsync("done");
        await b.WaitForAsync("new_message");

        Assert.Equal([true, false], b.Of("typing").Select(f => (bool)f["is_typing"]!));
        await desk.WaitForAsync("message_sent");
        Assert.Empty(desk.Of("typing"));
    }

    [Fact]
    public async Task Presence_PartnerComesAndGoes_IsTold()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        Assert.False((bool?)a.Of("presence").Single()["is_online"]);

        await using (await sami.ListenAsync()) await a.WaitForAsync(c => c.Of("presence").Count() == 2);
        await a.WaitForAsync(c => c.Of("presence").Count() == 3);

        Assert.Equal([false, true, false], a.Of("presence").Select(f => (bool)f["is_online"]!));
    }

    [Fact]
    public async Task Repeat_OfAStoredClientId_GetsTheStoredMessageAndTellsNobody()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        var id = await a.SayAsync("once");
        var first = await a.WaitForAsync("message_sent");

        await a.SayAsync("once more", id);
        await a.WaitForAsync(c => c.Of("message_sent").Count() == 2);
        await a.SayAsync("next");
        await b.WaitForAsync(c => c.Of("new_message").Count() == 2);

        Assert.Equal((string?)first["message"]!["id"], (string?)a.Of("message_sent").ElementAt(1)["message"]!["id"]);
        Assert.Equal(["once", "next"], b.Of("new_message").Select(f => (string?)f["message"]!["content"]));
    }

    [Fact]
    public async Task After_ACursor_TellsWhatWasMissedThenGoesOnLive()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        long cursor;
        await using (var before = await sami.ListenAsync())
        {
            await a.SayAsync("1");
            await before.WaitForAsync("new_message");
            await a.WaitForAsync("delivered");
            cursor = before.Cursor;
        }

        await a.SayAsync("2");
        await a.WaitForAsync(c => c.Of("message_sent").Count() == 2);

        await using var b = await sami.ListenAsync(cursor);
        await b.WaitForAsync("new_message");
        await a.SayAsync("3");
        await b.WaitForAsync(c => c.Of("new_message").Count() == 2);
        Assert.Equal(["2", "3"], b.Of("new_message").Select(f => (string?)f["message"]!["content"]));
    }

    [Fact]
    public async Task After_Zero_EachMessageOfALongHistoryStandsAtItsMakingAndOnlyThere()
    {
        // More than a page of the catch-up, all of it read since.
        const int count = 150;
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        for (var i = 0; i < count; i++) await a.SayAsync($"{i}");
        await using (var reader = await sami.ListenAsync(0))
        {
            await reader.WaitForAsync(c => c.Of("new_message").Count() == count);
            await reader.SendAsync(new { type = "read", message_id = (string?)reader.Of("new_message").Last()["message"]!["id"] });
            await a.WaitForAsync(c => c.Of("read_receipt").Count() == count);
        }

        await using var b = await sami.ListenAsync(0);
        await a.SayAsync("now");

        await b.WaitForAsync(c => c.Of("new_message").Any(f => (string?)f["message"]!["content"] == "now"));
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}").Append("now"), b.Of("new_message").Select(f => (string?)f["message"]!["content"]));
        Assert.Empty(b.Of("message_updated"));
    }
}
