using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Relationships;

public sealed class RelationshipStoreTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AcceptAsync_FiftyAtOnce_MakeOnePartnerB()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var code = await InviteAsync(node, await Couple.AddUserAsync(node, Ct));
        var users = new List<Guid>();
        for (var i = 0; i < 50; i++) users.Add(await Couple.AddUserAsync(node, Ct));

        var outcomes = await Task.WhenAll(users.Select(user => AcceptAsync(node, user, code)));

        Assert.Equal(1, outcomes.Count(o => o == RelationshipOutcome.Done));
        Assert.Equal(49, outcomes.Count(o => o == RelationshipOutcome.NotFound));
        await using var db = await node.OpenContextAsync(Ct);
        var invitation = await db.Invitations.SingleAsync(Ct);
        Assert.Equal(invitation.UsedBy, (await db.RelationshipMembers.SingleAsync(m => m.Side == PartnerSide.B, Ct)).UserId);
    }

    [Fact]
    public async Task AcceptAsync_TwoInvitationsAtOnceByOneUser_JoinsOne()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var codes = new[] { await InviteAsync(node, await Couple.AddUserAsync(node, Ct)), await InviteAsync(node, await Couple.AddUserAsync(node, Ct)) };
        var user = await Couple.AddUserAsync(node, Ct);

        var outcomes = await Task.WhenAll(codes.Select(code => AcceptAsync(node, user, code)));

        Assert.Equal([RelationshipOutcome.Done, RelationshipOutcome.AlreadyInRelationship], outcomes.Order());
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Invitations.CountAsync(i => i.UsedAt != null, Ct));
    }

    [Fact]
    public async Task AcceptAsync_UsedCode_IsNotFound()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var code = await InviteAsync(node, await Couple.AddUserAsync(node, Ct));
        await AcceptAsync(node, await Couple.AddUserAsync(node, Ct), code);

        Assert.Equal(RelationshipOutcome.NotFound, await AcceptAsync(node, await Couple.AddUserAsync(node, Ct), code));
    }

    [Theory]
    [InlineData(-1, RelationshipOutcome.Done)]
    [InlineData(0, RelationshipOutcome.NotFound)]
    [InlineData(1, RelationshipOutcome.NotFound)]
    public async Task AcceptAsync_AroundTheEndOfAWeek_IsGoodOnlyBefore(int seconds, RelationshipOutcome expected)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var code = await InviteAsync(node, await Couple.AddUserAsync(node, Ct));

        _time.Advance(Week + TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, await AcceptAsync(node, await Couple.AddUserAsync(node, Ct), code));
    }

    [Fact]
    public async Task AcceptAsync_OwnCode_IsRefusedAndLeavesItOpen()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var inviter = await Couple.AddUserAsync(node, Ct);
        var code = await InviteAsync(node, inviter);

        var own = await AcceptAsync(node, inviter, code);

        Assert.Equal(RelationshipOutcome.OwnInvitation, own);
        Assert.Equal(RelationshipOutcome.Done, await AcceptAsync(node, await Couple.AddUserAsync(node, Ct), code));
    }

    [Fact]
    public async Task AcceptAsync_AlreadyInRelationship_IsRefusedAndLeavesItOpen()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var code = await InviteAsync(node, await Couple.AddUserAsync(node, Ct));
        var taken = await Couple.AddUserAsync(node, Ct);
        await InviteAsync(node, taken);

        var refused = await AcceptAsync(node, taken, code);

        Assert.Equal(RelationshipOutcome.AlreadyInRelationship, refused);
        Assert.Equal(RelationshipOutcome.Done, await AcceptAsync(node, await Couple.AddUserAsync(node, Ct), code));
    }

    [Fact]
    public async Task CreateAsync_TenAtOnceByOneUser_MakeOne()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var user = await Couple.AddUserAsync(node, Ct);

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => node.Get<RelationshipStore>().CreateAsync(user, "Nora", Couple.NewCode(), _time.GetUtcNow() + Week, Ct)));

        Assert.Single(ids, id => id is not null);
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal((1, 1), (await db.Relationships.CountAsync(Ct), await db.Invitations.CountAsync(Ct)));
    }

    [Fact]
    public async Task RenewInvitationAsync_OpenCode_VoidsItForTheNew()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var inviter = await Couple.AddUserAsync(node, Ct);
        var (old, renewed) = (await InviteAsync(node, inviter), Couple.NewCode());

        await RenewAsync(node, inviter, renewed);

        Assert.Equal(RelationshipOutcome.NotFound, await AcceptAsync(node, await Couple.AddUserAsync(node, Ct), old));
        Assert.Equal(RelationshipOutcome.Done, await AcceptAsync(node, await Couple.AddUserAsync(node, Ct), renewed));
    }

    [Fact]
    public async Task RenewInvitationAsync_TenAtOnce_LeaveOneOpen()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        var inviter = await Couple.AddUserAsync(node, Ct);
        await InviteAsync(node, inviter);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RenewAsync(node, inviter, Couple.NewCode())));

        Assert.All(outcomes, o => Assert.Equal(RelationshipOutcome.Done, o));
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(1, await db.Invitations.CountAsync(i => i.VoidedAt == null, Ct));
    }

    [Fact]
    public async Task RenewInvitationAsync_RacingWithAccept_OneOfThemWins()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);
        for (var round = 0; round < Campaign.Count(400); round++)
        {
            var inviter = await Couple.AddUserAsync(node, Ct);
            var code = await InviteAsync(node, inviter);
            var guest = await Couple.AddUserAsync(node, Ct);

            var accepting = AcceptAsync(node, guest, code);
            var renewing = RenewAsync(node, inviter, Couple.NewCode());

            (RelationshipOutcome, RelationshipOutcome) outcome = (await accepting, await renewing);
            Assert.Contains(outcome, new[]
            {
                (RelationshipOutcome.Done, RelationshipOutcome.AlreadyAccepted), (RelationshipOutcome.NotFound, RelationshipOutcome.Done),
            });
        }
    }

    [Fact]
    public async Task RenewInvitationAsync_InNoRelationship_IsNotFound()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database, _time);

        Assert.Equal(RelationshipOutcome.NotFound, await RenewAsync(node, await Couple.AddUserAsync(node, Ct), Couple.NewCode()));
    }

    private async Task<byte[]> InviteAsync(ChatNode node, Guid inviter)
    {
        var code = Couple.NewCode();
        Assert.NotNull(await node.Get<RelationshipStore>().CreateAsync(inviter, "Nora", code, _time.GetUtcNow() + Week, Ct));
        return code;
    }

    private Task<RelationshipOutcome> RenewAsync(ChatNode node, Guid inviter, byte[] code) =>
        node.Get<RelationshipStore>().RenewInvitationAsync(inviter, code, _time.GetUtcNow() + Week, Ct);

    private static Task<RelationshipOutcome> AcceptAsync(ChatNode node, Guid user, byte[] code) => node.Get<RelationshipStore>().AcceptAsync(user, "Sami", code, Ct);
}
