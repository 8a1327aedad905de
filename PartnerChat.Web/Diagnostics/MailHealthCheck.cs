using Microsoft.Extensions.Diagnostics.HealthChecks;
using PartnerChat.Web.Mail;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Diagnostics;

/// <summary>Degraded, never unhealthy, while mails wait for long or were given up in the last day: the conversation needs none.</summary>
internal sealed class MailHealthCheck(MailDesk desk, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan WaitsLong = TimeSpan.FromMinutes(15);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!desk.IsOpen) return HealthCheckResult.Healthy();
        try
        {
            var state = await desk.GetStateAsync(cancellationToken);
            if (state.FailedInDay > 0) return HealthCheckResult.Degraded($"{state.FailedInDay} mails were given up in the last day ({state.LastError}).");
            return state.OldestQueuedAt <= time.GetUtcNow() - WaitsLong
                ? HealthCheckResult.Degraded($"{state.Waiting} mails wait, the oldest since {state.OldestQueuedAt:u} ({state.LastError}).")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e.IsDatabaseAway())
        {
            return HealthCheckResult.Degraded("The database does not answer.", e);
        }
    }
}
