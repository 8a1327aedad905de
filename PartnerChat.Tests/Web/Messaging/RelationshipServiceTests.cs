using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class RelationshipServiceTests(PagesApp app) : IClassFixture<PagesApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RelationshipService Service => app.Services.GetRequiredService<RelationshipService>();

    [Fact]
    public async Task AcceptAsync_OpenCode_JoinsBothByName()
    {
        var (nora, sami) = (await AddUserAsync(), await AddUserAsync());
        var started = await Service.CreateAsync(nora, " Nora ", Ct);

        var joined = await Service.AcceptAsync(sami, started.Value!.Invitation.Code, "Sami", Ct);

        Assert.Equal(new RelationshipRecord(started.Value.Id, PartnerSide.B, "Nora", "Sami"), joined.Value);
        Assert.Equal(RelationshipFault.AlreadyAccepted, (await Service.RenewInvitationAsync(nora, Ct)).Fault);
    }

    [Fact]
    public async Task AcceptAsync_BetweenTheInvitersVisitAndTheirSession_IsToldToThem()
    {
        var (nora, sami) = (await AddUserAsync(), await AddUserAsync());
        var code = (await Service.CreateAsync(nora, "Nora", Ct)).Value!.Invitation.Code;
        var chat = app.Services.GetRequiredService<ChatService>();
        var visit = (await chat.VisitAsync(nora, Ct)).Value!;

        await Service.AcceptAsync(sami, code, "Sami", Ct);
        await using var session = new SessionLog(chat.OpenSession(visit, 0));

        await session.WaitForAsync(events => events.Any(e => e is PartnerJoined { DisplayName: "Sami" }), Ct);
    }

    [Fact]
    public async Task AcceptAsync_RacingTwo_OneWins()
    {
        var code = (await Service.CreateAsync(await AddUserAsync(), "Nora", Ct)).Value!.Invitation.Code;
        var users = new[] { await AddUserAsync(), await AddUserAsync(), await AddUserAsync() };

        var results = await Task.WhenAll(users.Select(u => Service.AcceptAsync(u, code, "Sami", Ct)));

        Assert.Single(results, r => r.Fault == RelationshipFault.None);
        Assert.Equal(2, results.Count(r => r.Fault == RelationshipFault.NotFound));
    }

    [Fact]
    public async Task AcceptAsync_OwnUsedVoidOrUnknownCode_IsRefused()
    {
        var nora = await AddUserAsync();
        var first = (await Service.CreateAsync(nora, "Nora", Ct)).Value!.Invitation.Code;
        var second = (await Service.RenewInvitationAsync(nora, Ct)).Value!.Code;

        Assert.Equal(RelationshipFault.OwnInvitation, (await Service.AcceptAsync(nora, second, "Nora", Ct)).Fault);
        Assert.Equal(RelationshipFault.NotFound, (await Service.AcceptAsync(await AddUserAsync(), first, "Sami", Ct)).Fault);
        Assert.Equal(RelationshipFault.NotFound, (await Service.AcceptAsync(await AddUserAsync(), InviteCode.New(), "Sami", Ct)).Fault);
        Assert.Equal(RelationshipFault.NotFound, (await Service.AcceptAsync(await AddUserAsync(), "no code", "Sami", Ct)).Fault);
    }

    [Fact]
    public async Task CreateAsync_InRelationshipOrWithoutName_IsRefused()
    {
        var nora = await AddUserAsync();
        await Service.CreateAsync(nora, "Nora", Ct);

        var again = await Service.CreateAsync(nora, "Nora", Ct);
        var nameless = await Service.CreateAsync(await AddUserAsync(), "\u200B", Ct);

        Assert.Equal(RelationshipFault.AlreadyInRelationship, again.Fault);
        Assert.Equal((RelationshipFault.DisplayName, DisplayNameFault.Blank), (nameless.Fault, nameless.NameFault));
    }

    [Fact]
    public async Task CreateAsync_Code_IsStoredAsHashOnly()
    {
        var started = (await Service.CreateAsync(await AddUserAsync(), "Nora", Ct)).Value!;

        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync(Ct);
        var stored = await db.Invitations.SingleAsync(i => i.RelationshipId == started.Id, Ct);

        Assert.Equal(InviteCode.Hash(started.Invitation.Code), stored.CodeHash);
        Assert.Equal(TimeSpan.FromDays(7), stored.ExpiresAt - stored.CreatedAt);
    }

    private async Task<Guid> AddUserAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var email = $"{Guid.NewGuid():N}@example.org";
        var user = new ApplicationUser { UserName = email, Email = email, CreatedAt = app.Time.GetUtcNow() };
        await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().CreateAsync(user);
        return user.Id;
    }
}
