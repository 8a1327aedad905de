using System.Runtime.CompilerServices;

namespace PartnerChat.Web.Components.Chat;

internal static class EventBatches
{
    private const int MaxBatch = 128;

    /// <summary>What is there already, together: so that a hundred missed messages are one rendering.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<T>> Batched<T>(this IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var items = source.GetAsyncEnumerator(ct);
        var next = items.MoveNextAsync().AsTask();
        while (await next)
        {
            var batch = new List<T>();
            do
            {
                batch.Add(items.Current);
                next = items.MoveNextAsync().AsTask();
            }
            while (batch.Count < MaxBatch && next is { IsCompletedSuccessfully: true, Result: true });
            yield return batch;
        }
    }
}
