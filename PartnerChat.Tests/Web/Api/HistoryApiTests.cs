using System.Net;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Api;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Pages of history and of changes.</summary>
public sealed class HistoryApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_PagedBackAndForth_AreEachThereOnce()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        for (var i = 1; i <= 5; i++) await couple.SayAsync($"{i}");

        var newest = await couple.ReadAsync(couple.A, "&limit=2");
        var older = await couple.ReadAsync(couple.A, $"&limit=2&before={newest["oldest_timestamp"]}");
        var oldest = await couple.ReadAsync(couple.A, $"&limit=2&before={older["oldest_timestamp"]}");
        var forth = await couple.ReadAsync(couple.A, $"&limit=3&after={oldest["oldest_timestamp"]}");
        var end = await couple.ReadAsync(couple.A, $"&after={newest["messages"][1].GetProperty("sent_at")}");

        AssertPage(newest, hasMore: true, "4", "5");
        AssertPage(older, hasMore: true, "2", "3");
        AssertPage(oldest, hasMore: false, "1");
        AssertPage(forth, hasMore: true, "2", "3", "4");
        AssertPage(end, hasMore: false);
        Assert.Equal(JsonValueKind.Null, end["oldest_timestamp"].ValueKind);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", 0)]
    [InlineData("9999-12-31T23:59:59.9999999Z", 1)]
    [InlineData("2100-01-01T00:00:00%2B02:00", 1)]
    public async Task Messages_BeforeAnyTime_AreThere(string before, int expected)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("hello");

        Assert.Equal(expected, (await couple.ReadAsync(couple.A, $"&before={before}"))["messages"].GetArrayLength());
    }

    [Fact]
    public async Task Messages_BeforeATimeFinerThanTheirs_HoldTheOneJustBefore()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("hello");
        var sentAt = (await couple.ReadAsync(couple.A))["oldest_timestamp"].GetString()!;

        var finer = await couple.ReadAsync(couple.A, $"&before={sentAt.Replace("Z", "1Z", StringComparison.Ordinal)}");
        var after = await couple.ReadAsync(couple.A, $"&after={sentAt.Replace("Z", "1Z", StringComparison.Ordinal)}");

        AssertPage(finer, hasMore: false, "hello");
        AssertPage(after, hasMore: false);
    }

    [Fact]
    public async Task Messages_Cursor_IsWhereChangesGoOn()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("before");
        var page = await couple.ReadAsync(couple.A);
        await couple.SayAsync("after");

        var changes = await couple.ReadChangesAsync(couple.A, page["cursor"].GetInt64());

        AssertPage(changes, hasMore: false, "after");
    }

    [Fact]
    public async Task Changes_Paged_ComeByRisingNumber()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        for (var i = 1; i <= 3; i++) await couple.SayAsync($"{i}");

        var first = await couple.ReadChangesAsync(couple.A, 0, "&limit=2");
        var second = await couple.ReadChangesAsync(couple.A, first["cursor"].GetInt64(), "&limit=2");

        AssertPage(first, hasMore: true, "1", "2");
        AssertPage(second, hasMore: false, "3");
    }

    [Fact]
    public async Task Changes_AtTheEnd_AreNoneAndBeyondIt_AreRefused()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("hello");

        var end = await couple.ReadChangesAsync(couple.A, 1);
        var beyond = await couple.ReadChangesAsync(couple.A, 2);

        Assert.Equal((0, 1L), (end["messages"].GetArrayLength(), end["cursor"].GetInt64()));
        ApiProblemTests.AssertProblem(beyond, HttpStatusCode.BadRequest);
        Assert.True(beyond["errors"].TryGetProperty("after", out _));
    }

    [Fact]
    public async Task Messages_FetchedByTheRecipient_BecomeDelivered()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        for (var i = 1; i <= 3; i++) await couple.SayAsync($"{i}");

        await couple.ReadAsync(couple.B, "&limit=2");

        await Eventually.HoldsAsync(async () => await StatusesAsync(couple) is ["sent", "delivered", "delivered"], Ct);
    }

    [Fact]
    public async Task Changes_FetchedByTheRecipient_BecomeDelivered()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        for (var i = 1; i <= 3; i++) await couple.SayAsync($"{i}");

        await couple.ReadChangesAsync(couple.B, 0, "&limit=2");

        await Eventually.HoldsAsync(async () => await StatusesAsync(couple) is ["delivered", "delivered", "sent"], Ct);
    }

    [Fact]
    public void Ranges_OfBrokenRows_HoldNothingElse()
    {
        Assert.Equal([(0, 2), (4, 5), (8, 10)], FetchedMessages.Ranges([1, 2, 5, 9, 10]));
        Assert.Empty(FetchedMessages.Ranges([]));
    }

    private static void AssertPage(ApiAnswer page, bool hasMore, params string[] contents)
    {
        Assert.Equal(contents, page["messages"].EnumerateArray().Select(m => m.GetProperty("content").GetString()));
        Assert.Equal(hasMore, page["has_more"].GetBoolean());
    }

    private static async Task<string[]> StatusesAsync(ApiCouple couple) =>
        [.. (await couple.ReadAsync(couple.A))["messages"].EnumerateArray().Select(m => m.GetProperty("status").GetString()!)];
}
