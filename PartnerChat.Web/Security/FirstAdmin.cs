using PartnerChat.Data.Accounts;
using PartnerChat.Web.Development;

namespace PartnerChat.Web.Security;

/// <summary>
/// Makes the account of <c>Admin:Email</c> the first admin, as long as there is no other: at the start, or when it signs in. Where mails can be sent, only once it has
/// shown that the address is its own: whoever registers it first might be a stranger.
/// </summary>
internal sealed partial class FirstAdmin(FirstAdminStore store, IConfiguration configuration, ILogger<FirstAdmin> logger) : IHostedService
{
    private readonly string? _email = configuration["Admin:Email"]?.Trim().Normalize().ToUpperInvariant() is { Length: > 0 } email ? email : null;

    private bool MustBeConfirmed => !string.IsNullOrWhiteSpace(configuration["Smtp:Host"]) || configuration.GetValue<bool>("Accounts:RequireConfirmedEmail");

    /// <summary>To be called before the roles of an account are read for its sign-in.</summary>
    public Task OnSignInAsync(ApplicationUser user, CancellationToken ct) => _email is not null && user.NormalizedEmail == _email ? GrantAsync(_email, ct) : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => _email is null ? Task.CompletedTask : GrantAsync(_email, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task GrantAsync(string email, CancellationToken ct)
    {
        if (await store.GrantAsync(email, MustBeConfirmed, DemoData.AdminEmail, ct) is { } userId) LogGranted(userId);
    }

    [LoggerMessage(LogLevel.Warning, "Account {UserId} is the first admin, as configured")]
    private partial void LogGranted(Guid userId);
}
