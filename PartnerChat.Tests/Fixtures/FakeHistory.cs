using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A history that notes what it is asked for.</summary>
internal sealed class FakeHistory : IHistory
{
    /// <summary>The answers to the next requests; after them, each is done at once.</summary>
    public Queue<Task<HistoryAnswer>> Answers { get; } = new();

    public List<HistoryRequest> Asked { get; } = [];

    public Task<HistoryAnswer> LoadAsync(HistoryRequest request)
    {
        Asked.Add(request);
        return Answers.TryDequeue(out var answer) ? answer : Task.FromResult(HistoryAnswer.Done);
    }

    public Task<HistorySpan> FindSpanAsync() => Task.FromResult(new HistorySpan(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 18)));
}
