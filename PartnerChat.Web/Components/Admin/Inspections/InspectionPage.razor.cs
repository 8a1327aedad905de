using Microsoft.AspNetCore.Components;
using PartnerChat.Data.Auditing;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Web.Components.Admin.Inspections;

/// <summary>
/// A look into one conversation: first the reason, then its pages, read-only, until 30 minutes are over. What was written is fetched on being asked for, never while
/// the page is made, and each page of it is one that the two read of.
/// </summary>
public sealed partial class InspectionPage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private InspectionPager? _pager;
    private Inspection? _look;
    private InspectedPage? _page;
    private ITimer? _closing;
    private string? _problem;
    private bool _isBusy;
    private bool _isOver;
    private bool _hasTurned;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Handed from the prerendered page to the circuit: what is read on it stays while it becomes live.</summary>
    [PersistentState]
    public InspectionSubject? Subject { get; set; }

    [CascadingParameter]
    public required AuditActor Actor { get; set; }

    [CascadingParameter]
    public required TimeZoneInfo Zone { get; set; }

    [Inject]
    public required InspectionService Inspections { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    // Whatever direction the letters of a name have, the sentence around it keeps its own.
    private string Between => Subject is { NameB: { } other } both ? T["Both", $"\u2068{both.NameA}\u2069", $"\u2068{other}\u2069"] : Subject!.NameA;

    // The browser hides it by itself, should it have no line by then.
    private string ClosesIn => FormattableString.Invariant($"{Math.Max(0, (_look!.Until - Time.GetUtcNow()).TotalSeconds):0}s");

    protected override Task OnParametersSetAsync()
    {
        if (Subject is { } subject && subject.ConversationId != Id)
        {
            Close();
            Subject = null;
        }

        return Subject?.ConversationId == Id ? Task.CompletedTask : FindAsync();
    }

    private async Task FindAsync()
    {
        _problem = null;
        Show(await Inspections.FindAsync(Actor, Id, _leaving.Token), found => Subject = found);
    }

    private async Task LookAsync(string reason)
    {
        if (_isBusy) return;
        if (Subject?.Open is { } former && former.Until <= Time.GetUtcNow())
        {
            // The page stood there until it was over: another look has a reason of its own.
            (Subject, _isOver) = (Subject with { Open = null }, true);
            return;
        }

        (_isBusy, _problem, _isOver) = (true, null, false);
        var opened = await Inspections.OpenAsync(Actor, Id, reason, _leaving.Token);
        _isBusy = false;
        if (opened.Value is { } look)
        {
            _look = look;
            var left = look.Until - Time.GetUtcNow();
            _closing = Time.CreateTimer(_ => _ = InvokeAsync(End), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            await ReadAsync(1);
            if (_page is null && _look is not null) Close();
        }
        else
        {
            Show(opened, _ => { });
        }
    }

    private async Task ReadAsync(int number)
    {
        if (_isBusy || _look is not { } look) return;
        (_isBusy, _problem) = (true, null);
        var read = await Inspections.ReadAsync(Actor, look, number, _leaving.Token);
        _isBusy = false;
        if (read.Error == ChatError.TooLate) End();
        else if (_look == look) Show(read, page => _page = page);
        _hasTurned = _page?.Number == number;
    }

    // What was pressed may be gone, and the pager there for the first time.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_hasTurned || _isBusy || _pager is null) return;
        _hasTurned = false;
        await _pager.FocusAsync();
    }

    private void Show<TValue>(ChatResult<TValue> result, Action<TValue> take)
        where TValue : class
    {
        if (result.Value is { } value) take(value);
        else if (result.Error == ChatError.NotFound) Navigation.NotFound();
        else _problem = result.Error == ChatError.InvalidContent ? T["ReasonWrong", InspectionReason.MinLength, InspectionReason.MaxLength] : T["Away"];
    }

    private void End()
    {
        if (_look is null) return;
        Close();
        _isOver = true;
        if (Subject is not null) Subject = Subject with { Open = null };
        StateHasChanged();
    }

    private void Close()
    {
        _closing?.Dispose();
        (_look, _page, _closing, _isOver) = (null, null, null, false);
    }

    public void Dispose()
    {
        _closing?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
