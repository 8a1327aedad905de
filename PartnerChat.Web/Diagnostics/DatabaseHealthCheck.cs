using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using PartnerChat.Data;

namespace PartnerChat.Web.Diagnostics;

/// <summary>Healthy while the database answers a query within two seconds.</summary>
internal sealed class DatabaseHealthCheck(ChatDataSources database) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await using var query = database.Readers.CreateCommand("SELECT 1");
            await query.ExecuteNonQueryAsync(patience.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}
