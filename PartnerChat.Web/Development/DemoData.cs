using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Development;

/// <summary>
/// The demo of the Development environment: Nora and Sami with five weeks of their conversation, and an admin. None has a password; a
/// demo button signs them in. The conversation is written in <c>demo-messages.json</c>; <see cref="DemoScript"/> says how its times are meant.
/// </summary>
/// <remarks>Everything is one transaction: either all of it is there or nothing. Identity's managers take part in it through their scope's context.</remarks>
public sealed partial class DemoData(IServiceScopeFactory scopes, TimeProvider time, ILogger<DemoData> logger)
{
    public const string NoraEmail = "nora@demo.invalid";
    public const string SamiEmail = "sami@demo.invalid";
    public const string AdminEmail = "admin@demo.invalid";
    public const string AdminRole = "admin";

    // Any number will do, as long as nothing else takes it as an advisory lock.
    private const long LockKey = 0x50434465_6D6F0001;

    private static readonly TimeSpan BeforeTheFirstMessage = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan FromInvitationToJoining = TimeSpan.FromMinutes(12);

    /// <summary>Makes the demo unless it is there. Of several instances that start at once, one makes it and the others wait for that.</summary>
    public async Task SeedAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDbContext>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockKey})", ct);
        if (await users.FindByEmailAsync(NoraEmail) is not null) return;

        var lines = DemoScript.Load(WholeSecond(time.GetUtcNow()));
        var start = lines[0].SentAt - BeforeTheFirstMessage;
        var nora = await CreateUserAsync(users, NoraEmail, start);
        var sami = await CreateUserAsync(users, SamiEmail, start);
        await CreateAdminAsync(users, roles, start);
        var messages = AddCouple(db, nora, sami, start, lines);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogSeeded(logger, messages);
    }

    private static int AddCouple(ChatDbContext db, ApplicationUser nora, ApplicationUser sami, DateTimeOffset start, IReadOnlyList<DemoLine> lines)
    {
        var joined = start + FromInvitationToJoining;
        var relationship = new Relationship { Id = Guid.CreateVersion7(start), CreatedAt = start };
        var history = DemoHistory.Of(relationship.Id, joined, lines);
        relationship.Members.Add(Member(PartnerSide.A, nora, "Nora", start, history));
        relationship.Members.Add(Member(PartnerSide.B, sami, "Sami", joined, history));
        db.Add(relationship);
        db.Add(history.Conversation);
        db.AddRange(history.Messages);
        db.AddRange(history.Changes);
        return history.Messages.Count;
    }

    private static RelationshipMember Member(PartnerSide side, ApplicationUser user, string name, DateTimeOffset joined, DemoHistory history) =>
        new() { Side = side, UserId = user.Id, DisplayName = name, JoinedAt = joined, LastSeenAt = history.LastSeen(side) };

    private static async Task CreateAdminAsync(UserManager<ApplicationUser> users, RoleManager<IdentityRole<Guid>> roles, DateTimeOffset at)
    {
        var admin = await CreateUserAsync(users, AdminEmail, at);
        if (!await roles.RoleExistsAsync(AdminRole)) Check(await roles.CreateAsync(new IdentityRole<Guid>(AdminRole) { Id = Guid.CreateVersion7(at) }));
        Check(await users.AddToRoleAsync(admin, AdminRole));
    }

    private static async Task<ApplicationUser> CreateUserAsync(UserManager<ApplicationUser> users, string email, DateTimeOffset at)
    {
        var user = new ApplicationUser { Id = Guid.CreateVersion7(at), UserName = email, Email = email, EmailConfirmed = true, CreatedAt = at };
        Check(await users.CreateAsync(user));
        return user;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException($"Identity refused the demo: {string.Join(", ", result.Errors.Select(e => e.Code))}.");
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerSecond, at.Offset);

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo couple is there, with {Messages} messages")]
    private static partial void LogSeeded(ILogger logger, int messages);
}
