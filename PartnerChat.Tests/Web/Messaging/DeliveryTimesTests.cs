using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

/// <summary>A delivery counts when a live session of the recipient's has the message, once for each, and never for the sender or what was read from the store.</summary>
public sealed class DeliveryTimesTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_TwoSessionsOfThePartnersAndOneOfTheSenders_CountsTwo()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await using var mine = await node.FollowAsync(couple.A, 0, Ct);
        await using var phone = await node.FollowAsync(couple.B, 0, Ct);
        await using var desk = await node.FollowAsync(couple.B, 0, Ct);

        await node.Chat.SendAsync((await node.VisitAsync(couple.A, Ct)).Participant, new SendMessage("supper", null), Ct);
        foreach (var log in new[] { mine, phone, desk }) await log.WaitForAsync(events => events.OfType<MessageSent>().Any(), Ct);

        Assert.Equal(2, node.Get<DeliveryTimes>().Take().Sum());
    }

    [Fact]
    public async Task ReadEvents_WhatWasMissed_IsNoDelivery()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 3, Ct);

        await using var log = await node.FollowAsync(couple.B, 0, Ct);
        await log.WaitForAsync(events => events.OfType<MessageSent>().Count() == 3, Ct);

        Assert.Equal(0, node.Get<DeliveryTimes>().Take().Sum());
    }

    [Fact]
    public void Count_AThousandTimes_AllocatesNothing()
    {
        using var times = new DeliveryTimes();
        times.Count(TimeSpan.FromMilliseconds(1));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++) times.Count(TimeSpan.FromMilliseconds(i));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
