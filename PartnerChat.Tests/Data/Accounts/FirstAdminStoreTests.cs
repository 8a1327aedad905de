using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Accounts;

/// <summary>The first admin is whom the configuration names, and nobody who only says so.</summary>
public sealed class FirstAdminStoreTests(PostgresFixture postgres)
{
    private const string Demo = "admin@demo.invalid";
    private const string Email = "INES@EXAMPLE.ORG";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    public async Task GrantAsync_Address_MustBeConfirmedWhereItCanBe(bool isConfirmed, bool mustBe, bool gets)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var ines = await AddAsync(node, Email, isConfirmed);

        var granted = await node.Get<FirstAdminStore>().GrantAsync(Email, mustBe, Demo, Ct);

        Assert.Equal(gets ? ines : null, granted);
        await using var db = await node.OpenContextAsync(Ct);
        Assert.Equal(gets ? [AuditActions.RoleGranted] : [], await db.AuditEntries.Select(e => e.Action).ToListAsync(Ct));
    }

    [Fact]
    public async Task GrantAsync_ThereIsAnAdmin_GivesNothing()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await AddAsync(node, "OTTO@EXAMPLE.ORG", true);
        await node.Get<FirstAdminStore>().GrantAsync("OTTO@EXAMPLE.ORG", false, Demo, Ct);
        await AddAsync(node, Email, true);

        Assert.Null(await node.Get<FirstAdminStore>().GrantAsync(Email, false, Demo, Ct));
    }

    [Fact]
    public async Task GrantAsync_OnlyTheDemosAdmin_IsNoOther()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await AddAsync(node, Demo.ToUpperInvariant(), true);
        await node.Get<FirstAdminStore>().GrantAsync(Demo.ToUpperInvariant(), false, "nobody", Ct);
        var ines = await AddAsync(node, Email, true);

        Assert.Equal(ines, await node.Get<FirstAdminStore>().GrantAsync(Email, false, Demo, Ct));
    }

    [Fact]
    public async Task GrantAsync_ManyAtOnce_GiveItOnce()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await AddAsync(node, Email, true);

        var granted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => node.Get<FirstAdminStore>().GrantAsync(Email, true, Demo, Ct)));

        Assert.Single(granted, id => id is not null);
    }

    private static async Task<Guid> AddAsync(ChatNode node, string normalized, bool isConfirmed)
    {
        var id = await Couple.AddUserAsync(node, Ct);
        await node.ExecuteAsync("UPDATE users SET email = $2, normalized_email = $3, email_confirmed = $4 WHERE id = $1", Ct, id, normalized.ToLowerInvariant(), normalized, isConfirmed);
        return id;
    }
}
