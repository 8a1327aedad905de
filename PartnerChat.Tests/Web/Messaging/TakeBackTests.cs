using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>What was sent a moment ago can be taken back, and leaves nothing; and the last message is found, to be edited.</summary>
public sealed class TakeBackTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeBackAsync_JustSent_IsDeletedWithoutATombstone()
    {
        await using var place = await OpenAsync();
        var id = Guid.CreateVersion7();
        await place.Node.Chat.SendAsync(place.Me, new SendMessage("not so", id), Ct);

        var taken = await place.Node.Chat.TakeBackAsync(place.Me, id, Ct);

        Assert.True(taken.Value!.IsTakenBack);
        Assert.Empty(taken.Value.Content);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    public async Task TakeBackAsync_SomeTimeAfterwards_LeavesNoTombstoneForAWhile(int seconds, bool isTakenBack)
    {
        await using var place = await OpenAsync();
        var id = Guid.CreateVersion7();
        await place.Node.Chat.SendAsync(place.Me, new SendMessage("not so", id), Ct);
        await place.Node.ExecuteAsync($"UPDATE partner_messages SET sent_at = sent_at - interval '{seconds} seconds'", Ct);

        var taken = await place.Node.Chat.TakeBackAsync(place.Me, id, Ct);

        Assert.Equal((true, isTakenBack), (taken.Value!.DeletedAt is not null, taken.Value.IsTakenBack));
    }

    [Fact]
    public async Task TakeBackAsync_Twice_IsDoneOnce()
    {
        await using var place = await OpenAsync();
        var id = Guid.CreateVersion7();
        await place.Node.Chat.SendAsync(place.Me, new SendMessage("not so", id), Ct);
        var first = await place.Node.Chat.TakeBackAsync(place.Me, id, Ct);

        var second = await place.Node.Chat.TakeBackAsync(place.Me, id, Ct);

        Assert.Equal(first.Value, second.Value);
    }

    [Fact]
    public async Task TakeBackAsync_NeverStored_IsNotFound()
    {
        await using var place = await OpenAsync();

        Assert.Equal(ChatError.NotFound, (await place.Node.Chat.TakeBackAsync(place.Me, Guid.CreateVersion7(), Ct)).Error);
    }

    [Fact]
    public async Task TakeBackAsync_ThePartners_IsNotFoundAndStays()
    {
        await using var place = await OpenAsync();
        var id = Guid.CreateVersion7();
        var sent = await place.Node.Chat.SendAsync(place.Partner, new SendMessage("mine", id), Ct);

        var taken = await place.Node.Chat.TakeBackAsync(place.Me, id, Ct);

        Assert.Equal(ChatError.NotFound, taken.Error);
        Assert.Null((await place.Node.Messages.GetByIdsAsync([sent.Value!.Message.Id], Ct)).Single().DeletedAt);
    }

    [Fact]
    public async Task FindEditableAsync_Several_IsTheirLastThatIsThere()
    {
        await using var place = await OpenAsync();
        await SayAsync(place, place.Me, "one");
        var two = await SayAsync(place, place.Me, "two");
        var three = await SayAsync(place, place.Me, "three");
        await SayAsync(place, place.Partner, "four");
        await place.Node.Chat.DeleteAsync(place.Me, three.Id, Ct);

        var found = await place.Node.Chat.FindEditableAsync(place.Me, Ct);

        Assert.Equal(two.Id, found.Value!.Id);
    }

    [Fact]
    public async Task FindEditableAsync_OlderThanADay_IsNotFound()
    {
        await using var place = await OpenAsync();
        await SayAsync(place, place.Me, "one");
        await place.Node.ExecuteAsync("UPDATE partner_messages SET sent_at = sent_at - interval '25 hours'", Ct);

        Assert.Equal(ChatError.NotFound, (await place.Node.Chat.FindEditableAsync(place.Me, Ct)).Error);
    }

    private static async Task<MessageRecord> SayAsync(Place place, Participant by, string text) =>
        (await place.Node.Chat.SendAsync(by, new SendMessage(text, null), Ct)).Value!.Message;

    private async Task<Place> OpenAsync()
    {
        var database = await postgres.CreateDatabaseAsync(Ct);
        var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        return new Place(database, node, (await node.VisitAsync(couple.A, Ct)).Participant, (await node.VisitAsync(couple.B, Ct)).Participant);
    }

    private sealed record Place(TestDatabase Database, ChatNode Node, Participant Me, Participant Partner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Node.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
