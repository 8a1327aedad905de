using Microsoft.AspNetCore.Components;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components.Account;

/// <summary>The second half of signing in, for who has a second factor. One answer for every code that does not fit.</summary>
public sealed partial class SecondFactorPage
{
    private string? _refused;
    private bool _mayRemember;
    private int? _wait;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private AccountSignIn Accounts { get; set; } = null!;

    [Inject]
    private SignInAttempts Attempts { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "second-factor")]
    private SecondFactorInput? Input { get; set; }

    [SupplyParameterFromQuery(Name = "ReturnUrl")]
    private string? ReturnTo { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? By { get; set; }

    private bool IsByRecoveryCode => By == "recovery";

    private string Next => ReturnTo.Or(ReturnUrl.Conversation);

    private string Other => $"/account/second-factor?{(IsByRecoveryCode ? "" : "by=recovery&")}ReturnUrl={Uri.EscapeDataString(Next)}";

    protected override async Task OnInitializedAsync()
    {
        Input ??= new SecondFactorInput();
        if (await Accounts.FindWaitingAsync() is { } waiting) _mayRemember = !await Accounts.IsAskedEachTimeAsync(waiting);
        else Navigation.NavigateTo($"/account/login?ReturnUrl={Uri.EscapeDataString(Next)}");
    }

    private async Task SignInAsync()
    {
        if ((_wait = Attempts.Refuse(Http)) is not null) return;
        var code = OneTimeCodes.Plain(Input!.Code);
        var isIn = code.Length > 0 && (IsByRecoveryCode ? await Accounts.WithRecoveryCodeAsync(code) : await Accounts.WithCodeAsync(code, Input.IsRemembered && _mayRemember));
        if (isIn) Navigation.NavigateTo(Next);
        else _refused = T[IsByRecoveryCode ? "RecoveryCodeRefused" : "CodeRefused"];
    }

    internal sealed class SecondFactorInput
    {
        public string? Code { get; set; }

        public bool IsRemembered { get; set; }
    }
}
