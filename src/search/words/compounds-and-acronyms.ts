/** Compounds that people write as one word, with a hyphen, and as two words, by how often papers of arXiv do each (2025 and 2026). */
export const compounds: readonly string[] =
  `auto-encoder auto-regressive back-end back-propagation bi-directional bi-level bit-width block-wise
  check-point code-base code-book co-design co-training cold-start common-sense counter-factual cross-attention cross-entropy
  cross-lingual cross-modal cross-validation crowd-source cut-off data-base data-flow data-set de-noise depth-wise down-sample
  drop-out early-exit ego-centric element-wise feed-forward few-shot
  fine-grained fine-tune floating-point follow-up front-end grid-world
  hand-crafted hyper-parameter in-context
  in-distribution inter-layer intra-layer key-frame key-point key-value k-means k-nearest
  layer-wise life-cycle life-long light-weight long-context long-horizon long-standing long-term look-ahead low-bit low-light
  low-power low-precision low-rank low-resource meta-learning micro-scale mid-training mini-batch mix-up multi-agent
  multi-class multi-dimensional multi-domain multi-faceted multi-head multi-hop multi-label multi-layer multi-level multi-lingual
  multi-modal multi-modality multi-objective multi-path multi-resolution multi-scale multi-spectral multi-stage multi-step multi-task
  multi-token multi-turn multi-user multi-view neuro-symbolic non-convex non-linear non-linearity non-local
  non-negative non-parametric non-stationary non-trivial non-uniform non-zero off-line off-load off-policy omni-modal on-board
  on-device on-line on-policy on-site one-shot open-source open-weight over-confidence over-estimate over-fit over-head
  over-parameterize over-smooth over-think pair-wise path-finding patch-wise photo-realistic plug-in
  point-wise post-process post-selection post-training pre-compute pre-defined pre-fill pre-print pre-process pre-train
  q-learning quasi-particle re-parameterize re-rank re-sample re-training re-use re-weight read-out real-time
  real-world red-team re-implement roll-out run-time scale-free self-attention self-consistency self-correct self-distillation
  self-play self-supervised semi-supervised semi-definite set-up side-channel single-shot socio-economic socio-technical soft-max
  space-time spatio-temporal speed-up step-wise sub-goal sub-graph sub-network sub-optimal sub-problem sub-sample
  sub-space sub-task sub-word super-resolution t-test task-specific test-bed text-book time-series time-step token-wise top-k
  trade-off two-fold ultra-fast ultra-high ultra-low under-explored under-fit under-represented under-specified under-think
  uni-modal up-sample vector-wise video-llm warm-up wave-function wave-length wave-packet wave-vector web-site
  wide-band word-piece work-flow work-load x-ray zero-order zero-shot zeroth-order`
    .split(/\s+/)
    .filter((each) => each !== '');

/**
 * Acronyms and their long forms, with a `?` where the acronym often means something else. By how often papers of arXiv write
 * "long form (LF)" (2025 and 2026).
 */
export const acronyms: readonly (readonly [acronym: string, longForm: string])[] = `
  ai artificial intelligence
  agi artificial general intelligence
  asr? automatic speech recognition
  bo? bayesian optimization
  bci brain computer interface
  cfg classifier free guidance
  cnn convolutional neural network
  cot chain of thought
  cpt? continual pretraining
  cv? computer vision
  dag directed acyclic graph
  dl deep learning
  dlm diffusion language model
  dnn deep neural network
  dpo direct preference optimization
  dqn deep q network
  drl deep reinforcement learning
  ehr electronic health record
  ema exponential moving average
  ffn feed forward network
  fl federated learning
  flop floating point operation
  fp4 4 bit floating point
  fp4 4 bit float
  fp8 8 bit floating point
  fp8 8 bit float
  fp16 16 bit floating point
  fp32 32 bit floating point
  gan generative adversarial network
  gcn graph convolutional network
  gmm gaussian mixture model
  gnn graph neural network
  gpu graphics processing unit
  grpo group relative policy optimization
  gui graphical user interface
  hpc high performance computing
  icl in context learning
  il? imitation learning
  inr implicit neural representation
  int4 4 bit integer
  int8 8 bit integer
  iqa image quality assessment
  kan kolmogorov arnold network
  kd knowledge distillation
  kg knowledge graph
  kl kullback leibler
  kv key value
  ldm latent diffusion model
  llm large language model
  lm language model
  lmm large multimodal model
  lora low rank adaptation
  lrm large reasoning model
  lstm long short term memory
  lvlm large vision language model
  mae? masked autoencoder
  marl multi agent reinforcement learning
  mcmc markov chain monte carlo
  mcp model context protocol
  mcts monte carlo tree search
  mdp markov decision process
  mha multi head attention
  mia membership inference attack
  ml machine learning
  mla multi head latent attention
  mllm multimodal large language model
  mlp multi layer perceptron
  moe mixture of experts
  mot multi object tracking
  mri magnetic resonance imaging
  mse mean squared error
  mt? machine translation
  mtl multi task learning
  mtp multi token prediction
  nas neural architecture search
  ner named entity recognition
  nerf neural radiance field
  nli natural language inference
  nlp natural language processing
  nmt neural machine translation
  nvs novel view synthesis
  ocr optical character recognition
  ode ordinary differential equation
  ood out of distribution
  opd on policy distillation
  ot? optimal transport
  pca principal component analysis
  pde partial differential equation
  peft parameter efficient fine tuning
  pinn physics informed neural network
  plm? pretrained language model
  pomdp partially observable markov decision process
  ppo proximal policy optimization
  prm process reward model
  ptq post training quantization
  qa? question answering
  qat quantization aware training
  rag retrieval augmented generation
  rft? reinforcement fine tuning
  rl reinforcement learning
  rlaif reinforcement learning from ai feedback
  rlhf reinforcement learning from human feedback
  rlvr reinforcement learning with verifiable rewards
  rm? reward model
  rmse root mean square error
  rnn recurrent neural network
  rope rotary position embedding
  sae sparse autoencoder
  sam? segment anything model
  sde? stochastic differential equation
  sft supervised fine tuning
  sgd stochastic gradient descent
  slam simultaneous localization and mapping
  slm? small language model
  snn spiking neural network
  snr signal to noise ratio
  sota state of the art
  ssl? self supervised learning
  ssm state space model
  svd singular value decomposition
  svm support vector machine
  tom theory of mind
  tta? test time adaptation
  tts? test time scaling
  tts? text to speech
  ttt test time training
  uav unmanned aerial vehicle
  uda unsupervised domain adaptation
  uq uncertainty quantification
  vae variational autoencoder
  vit vision transformer
  vla vision language action
  vlm vision language model
  vln? vision language navigation
  vqa visual question answering
  wer word error rate`
  .trim()
  .split('\n')
  .map((row) => {
    const [acronym = '', ...words] = row.trim().split(' ');
    return [acronym, words.join(' ')] as const;
  });
